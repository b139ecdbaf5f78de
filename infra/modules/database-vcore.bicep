// Azure DocumentDB, formerly Cosmos DB for MongoDB vCore. It accepts identities only and has no password.
param name string
param location string
param tags object
param tier string
param storageGb int
param highAvailability string
param role string
param privateNetworking bool
param appPrincipalId string
param appClientId string
param operatorPrincipalId string
param operatorPrincipalType string

// The service's types list 'root' for identities; its guide to access control gives these two together as the next lower
// role (azure-databases-docs, documentdb/how-to-connect-role-based-access-control.md). Neither grants a right over the
// Azure resource.
var roles = {
  root: [{ db: 'admin', role: 'root' }]
  readWriteAnyDatabase: [{ db: 'admin', role: 'readWriteAnyDatabase' }, { db: 'admin', role: 'clusterAdmin' }]
}

resource cluster 'Microsoft.DocumentDB/mongoClusters@2025-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    authConfig: { allowedModes: ['MicrosoftEntraID'] }
    compute: { tier: tier }
    storage: { sizeGb: storageGb }
    sharding: { shardCount: 1 }
    highAvailability: { targetMode: highAvailability }
    serverVersion: '8.0'
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
  }
}

// 0.0.0.0 means all of Azure. A client there still needs a token of a registered identity.
resource azureOnly 'Microsoft.DocumentDB/mongoClusters/firewallRules@2025-09-01' = if (!privateNetworking) {
  parent: cluster
  name: 'azure'
  properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
}

resource app 'Microsoft.DocumentDB/mongoClusters/users@2025-09-01' = {
  parent: cluster
  name: appPrincipalId
  properties: {
    identityProvider: { type: 'MicrosoftEntraID', properties: { principalType: 'servicePrincipal' } }
    roles: roles[role]
  }
  dependsOn: [azureOnly] // the cluster takes one change at a time
}

resource operator 'Microsoft.DocumentDB/mongoClusters/users@2025-09-01' = if (operatorPrincipalType != 'Group' && !empty(operatorPrincipalId)) {
  parent: cluster
  name: empty(operatorPrincipalId) ? 'nobody' : operatorPrincipalId
  properties: {
    identityProvider: {
      type: 'MicrosoftEntraID'
      properties: { principalType: operatorPrincipalType == 'User' ? 'user' : 'servicePrincipal' }
    }
    roles: roles[role]
  }
  dependsOn: [app]
}

output clusterId string = cluster.id
output connectionString string = 'mongodb+srv://${appClientId}@${cluster.name}.global.mongocluster.cosmos.azure.com/?tls=true&authMechanism=MONGODB-OIDC&retrywrites=false&maxIdleTimeMS=120000'
