// What wakes somebody; docs/operations.md says what to do about each.
param location string
param tags object
param email string
param namespaceId string
param queueName string
param workspaceId string
param appName string

@description('Seconds that the oldest message may wait.')
param oldestMessageSeconds int = 3600

@description('Percent of invocations that may fail.')
param failedInvocationsPercent int = 5

@description('Percent of images that may not be labelled.')
param failedImagesPercent int = 20

var groups = empty(email) ? [] : [receivers.id]

resource receivers 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${appName}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'cocoon'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: empty(email) ? 'nobody@example.com' : email, useCommonAlertSchema: true }]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'cocoon-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages failed ten times. docs/operations.md#dead-letters'
    severity: 2
    enabled: true
    scopes: [namespaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: [queueName] }]
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [for group in groups: { actionGroupId: group }]
  }
}

var rules = [
  {
    name: 'oldest-message'
    description: 'The oldest message waits for too long. docs/operations.md#oldest-message'
    severity: 2
    window: 'PT15M'
    query: 'AppMetrics | where Name == "cocoon.queue.oldest.seconds" | summarize Value = max(Sum) by bin(TimeGenerated, 15m)'
    operator: 'GreaterThan'
    threshold: oldestMessageSeconds
  }
  {
    name: 'failed-invocations'
    description: 'Invocations fail: a service or the app is in trouble. docs/operations.md#failed-invocations'
    severity: 1
    window: 'PT15M'
    query: 'AppRequests | where AppRoleName =~ "${appName}" | summarize Failed = sumif(ItemCount, Success == false), Total = sum(ItemCount) by bin(TimeGenerated, 15m) | where Total >= 20 | extend Value = 100.0 * Failed / Total'
    operator: 'GreaterThan'
    threshold: failedInvocationsPercent
  }
  {
    name: 'failed-images'
    description: 'Many images cannot be labelled. docs/operations.md#failed-images'
    severity: 3
    window: 'PT1H'
    query: 'AppMetrics | where Name == "cocoon.images" | extend Status = tostring(Properties.status) | summarize Failed = sumif(Sum, Status == "failed"), Total = sum(Sum) by bin(TimeGenerated, 1h) | where Total >= 20 | extend Value = 100.0 * Failed / Total'
    operator: 'GreaterThan'
    threshold: failedImagesPercent
  }
  {
    name: 'silence'
    description: 'The timers do not run: nobody would notice a stopped queue. docs/operations.md#silence'
    severity: 1
    window: 'PT30M'
    query: 'AppRequests | where AppRoleName =~ "${appName}" and OperationName == "watch_queue" and Success == true | summarize Value = count()'
    operator: 'LessThan'
    threshold: 1
  }
]

resource queryRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
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
    skipQueryValidation: true // the tables come with the first telemetry
    actions: { actionGroups: groups }
  }
}]
