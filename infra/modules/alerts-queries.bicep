// Alerts on the app's logs; docs/how-to/alerts.md says what to do about each. The queries are in ../queries/alerts.
param location string
param tags object

@description('Ids of action groups; empty for none.')
param actionGroupIds array
param workspaceId string

@description('Seconds that the oldest message may wait.')
param oldestMessageSeconds int = 3600

@description('Percent of invocations, and of HTTP requests, that may fail.')
param failedPercent int = 5

@description('Percent of images that may fail to be labelled.')
param failedImagesPercent int = 20

var rules = [
  {
    name: 'oldest-message'
    description: 'The oldest message waits for too long. docs/how-to/alerts.md#oldest-message'
    severity: 2
    window: 'PT15M'
    query: loadTextContent('../queries/alerts/oldest-message.kql')
    operator: 'GreaterThan'
    threshold: oldestMessageSeconds
  }
  {
    name: 'failed-invocations'
    description: 'Messages or timers fail: a service or the app is in trouble. docs/how-to/alerts.md#failed-invocations'
    severity: 1
    window: 'PT15M'
    query: loadTextContent('../queries/alerts/failed-invocations.kql')
    operator: 'GreaterThan'
    threshold: failedPercent
  }
  {
    name: 'failed-requests'
    description: 'HTTP requests are answered with 500 or more. docs/how-to/alerts.md#failed-requests'
    severity: 2
    window: 'PT15M'
    query: loadTextContent('../queries/alerts/failed-requests.kql')
    operator: 'GreaterThan'
    threshold: failedPercent
  }
  {
    name: 'failed-images'
    description: 'Many images cannot be labelled. docs/how-to/alerts.md#failed-images'
    severity: 3
    window: 'PT1H'
    query: loadTextContent('../queries/alerts/failed-images.kql')
    operator: 'GreaterThan'
    threshold: failedImagesPercent
  }
  {
    name: 'silence'
    description: 'The timers do not run: nobody would notice a stopped queue. docs/how-to/alerts.md#silence'
    severity: 1
    window: 'PT30M'
    query: loadTextContent('../queries/alerts/silence.kql')
    operator: 'LessThan'
    threshold: 1
  }
  {
    name: 'logs-capped'
    description: 'The daily cap of the logs is reached. docs/how-to/alerts.md#logs-capped'
    severity: 2
    window: 'PT1H'
    query: loadTextContent('../queries/alerts/logs-capped.kql')
    operator: 'GreaterThan'
    threshold: 0
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for rule in rules: {
    name: 'cocoon-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'cocoon-${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'Value'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      skipQueryValidation: true // the tables appear with the first telemetry
      actions: { actionGroups: actionGroupIds }
    }
  }
]
