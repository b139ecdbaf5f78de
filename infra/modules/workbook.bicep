// A workbook with throughput, ages, failures and costs, next to the workspace. The queries are in ../queries/workbook.
param location string
param tags object
param workspaceId string
param instanceMemoryMB int

var charts = [
  { title: 'Images a minute', view: 'timechart', query: loadTextContent('../queries/workbook/images.kql') }
  {
    title: 'Minutes that the oldest message has waited'
    view: 'timechart'
    query: loadTextContent('../queries/workbook/oldest-message.kql')
  }
  {
    title: 'Milliseconds an image, by stage'
    view: 'timechart'
    query: loadTextContent('../queries/workbook/image-seconds.kql')
  }
  { title: 'Images that cannot be labelled', view: 'table', query: loadTextContent('../queries/workbook/failures.kql') }
  { title: 'Messages that came back', view: 'timechart', query: loadTextContent('../queries/workbook/retries.kql') }
  { title: 'HTTP requests', view: 'table', query: loadTextContent('../queries/workbook/requests.kql') }
  { title: 'Instances at work', view: 'timechart', query: loadTextContent('../queries/workbook/instances.kql') }
  {
    title: 'What the instances cost at most, in dollars'
    view: 'table'
    query: replace(loadTextContent('../queries/workbook/compute-cost.kql'), '2048', string(instanceMemoryMB))
  }
  { title: 'Gigabytes logged', view: 'timechart', query: loadTextContent('../queries/workbook/log-volume.kql') }
]

var heading = {
  type: 1
  name: 'heading'
  content: { json: '# Cocoon\nWhat each part means, and what to do: docs/how-to/alerts.md.' }
}

var timeRange = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
    parameters: [
      {
        id: guid('cocoon', 'TimeRange')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time range'
        type: 4
        isRequired: true
        value: { durationMs: 86400000 }
        typeSettings: {
          selectableValues: [
            { durationMs: 3600000 }
            { durationMs: 86400000 }
            { durationMs: 604800000 }
            { durationMs: 2592000000 }
          ]
          allowCustom: true
        }
      }
    ]
  }
}

var items = [
  for (chart, index) in charts: {
    type: 3
    name: 'chart-${index}'
    customWidth: '50'
    content: {
      version: 'KqlItem/1.0'
      title: chart.title
      query: chart.query
      size: 0
      queryType: 0
      resourceType: 'microsoft.operationalinsights/workspaces'
      timeContextFromParameter: 'TimeRange'
      visualization: chart.view
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'cocoon-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Cocoon'
    category: 'workbook'
    sourceId: workspaceId
    version: '1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([heading, timeRange], items)
      fallbackResourceIds: [workspaceId]
      '$schema': 'https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json'
    })
  }
}
