// The queue of image messages. Its figures match host.json and docs/decisions.md.
param name string
param location string
param tags object
param sku string
param capacity int
param queueSizeMb int
param privateNetworking bool
param appPrincipalId string
param queueName string = 'images'

// Data Owner, but of this queue only: the scale controller and KEDA read its length, which needs the Manage right.
var dataOwner = '090c5cfd-751d-490a-894a-3ce6f1109419'

var skus = {
  Standard: { name: 'Standard', tier: 'Standard' }
  Premium: { name: 'Premium', tier: 'Premium', capacity: capacity }
}

resource bus 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: skus[sku]
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
  }

  resource queue 'queues' = {
    name: queueName
    properties: {
      lockDuration: 'PT5M'
      maxDeliveryCount: 10
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'P1D'
      deadLetteringOnMessageExpiration: true
      defaultMessageTimeToLive: 'P14D'
      maxSizeInMegabytes: queueSizeMb
      enablePartitioning: false
      requiresSession: false
    }
  }
}

// Event Grid delivers from outside the network, with its own identity.
resource rules 'Microsoft.ServiceBus/namespaces/networkRuleSets@2026-01-01' = if (privateNetworking) {
  parent: bus
  name: 'default'
  properties: {
    publicNetworkAccess: 'Disabled'
    defaultAction: 'Deny'
    trustedServiceAccessEnabled: true
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(bus::queue.id, appPrincipalId, dataOwner)
  scope: bus::queue
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataOwner)
  }
}

output namespaceId string = bus.id
output namespaceName string = bus.name
output host string = '${bus.name}.servicebus.windows.net'
output queueName string = queueName
