// Alerts on the services' metrics; docs/how-to/alerts.md says what to do about each.
param tags object

@description('Ids of action groups; empty for none.')
param actionGroupIds array
param namespaceId string
param queueName string
param queueSizeMb int

param hasEvents bool

@description('Id of the system topic that delivers events to the queue; ignored without events.')
param topicId string
param subscriptionName string
param databaseId string

@allowed(['vcore', 'ru'])
param database string

@description('Messages that the namespace may refuse in a quarter of an hour because it is at its limit.')
param throttledMessages int = 100

@description('Percent of the queue\'s size that may be used.')
param queuePercent int = 80

@description('Percent of the database\'s disk that may be used; a full one is taken offline.')
param storagePercent int = 80

@description('Percent of the database\'s processor that may be used for half an hour.')
param cpuPercent int = 90

// The rules contain no value that exists only after deployment, so that Bicep can count them before it.
var sources = {
  queue: { id: namespaceId, namespace: 'Microsoft.ServiceBus/namespaces' }
  events: { id: topicId, namespace: 'Microsoft.EventGrid/systemTopics' }
  vcore: { id: databaseId, namespace: 'Microsoft.DocumentDB/mongoClusters' }
  ru: { id: databaseId, namespace: 'Microsoft.DocumentDB/databaseAccounts' }
}

// 16500 is Cosmos DB's code for too many requests.
var values = { EntityName: queueName, ErrorCode: '16500', EventSubscriptionName: subscriptionName }

var queueRules = [
  {
    name: 'dead-letters'
    description: 'Messages failed ten times. docs/how-to/alerts.md#dead-letters'
    severity: 2
    source: 'queue'
    metric: 'DeadletteredMessages'
    dimensions: ['EntityName']
    aggregation: 'Average'
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'queue-throttled'
    description: 'The Service Bus namespace refuses work. docs/how-to/alerts.md#queue-throttled'
    severity: 3
    source: 'queue'
    metric: 'ThrottledRequests'
    dimensions: []
    aggregation: 'Total'
    threshold: throttledMessages
    window: 'PT15M'
  }
  {
    name: 'queue-full'
    description: 'The queue is nearly full. docs/how-to/alerts.md#queue-full'
    severity: 2
    source: 'queue'
    metric: 'Size'
    dimensions: ['EntityName']
    aggregation: 'Average'
    threshold: queueSizeMb * 1048576 * queuePercent / 100
    window: 'PT15M'
  }
]

var eventRules = [
  {
    name: 'events-dropped'
    description: 'Events were given up: images that the daily listing has to find. docs/how-to/alerts.md#events-dropped'
    severity: 3
    source: 'events'
    metric: 'DroppedEventCount'
    dimensions: ['EventSubscriptionName']
    aggregation: 'Total'
    threshold: 0
    window: 'PT15M'
  }
  {
    name: 'events-not-delivered'
    description: 'Event Grid cannot deliver to the queue. docs/how-to/alerts.md#events-not-delivered'
    severity: 2
    source: 'events'
    metric: 'DeliveryAttemptFailCount'
    dimensions: ['EventSubscriptionName']
    aggregation: 'Total'
    threshold: 5
    window: 'PT15M'
  }
]

var databaseRules = {
  vcore: [
    {
      name: 'database-cpu'
      description: 'The database is at its limit. docs/how-to/alerts.md#database-cpu'
      severity: 3
      source: 'vcore'
      metric: 'CpuPercent'
      dimensions: []
      aggregation: 'Average'
      threshold: cpuPercent
      window: 'PT30M'
    }
    {
      name: 'database-storage'
      description: 'The disk of the database fills up. docs/how-to/alerts.md#database-storage'
      severity: 1
      source: 'vcore'
      metric: 'StoragePercent'
      dimensions: []
      aggregation: 'Maximum'
      threshold: storagePercent
      window: 'PT15M'
    }
  ]
  ru: [
    {
      name: 'database-throttled'
      description: 'Cosmos DB refuses work. docs/how-to/alerts.md#database-throttled'
      severity: 3
      source: 'ru'
      metric: 'MongoRequests'
      dimensions: ['ErrorCode']
      aggregation: 'Count'
      threshold: 1000
      window: 'PT15M'
    }
  ]
}

var rules = concat(queueRules, hasEvents ? eventRules : [], databaseRules[database])

resource alerts 'Microsoft.Insights/metricAlerts@2026-01-01' = [
  for rule in rules: {
    name: 'cocoon-${rule.name}'
    location: 'global'
    tags: tags
    properties: {
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [sources[rule.source].id]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: rule.name
            metricNamespace: sources[rule.source].namespace
            metricName: rule.metric
            dimensions: map(rule.dimensions, name => { name: name, operator: 'Include', values: [values[name]] })
            timeAggregation: rule.aggregation
            operator: 'GreaterThan'
            threshold: rule.threshold
            skipMetricValidation: true // a dimension's value appears with its first use
          }
        ]
      }
      actions: [for group in actionGroupIds: { actionGroupId: group }]
    }
  }
]
