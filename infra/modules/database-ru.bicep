// Cosmos DB for MongoDB by request units, serverless. Its MongoDB API knows no identities, so its key is in a vault
// that only the app may read; no setting and no output holds it.
param token string
param location string
param tags object
param makeCollection bool
param privateNetworking bool
param appPrincipalId string
param workspaceId string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var databaseName = 'cocoon'
var secretName = 'mongodb-uri'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  // checkov:skip=CKV_AZURE_132: the app makes its collections and indexes, and has only the key for that
  // checkov:skip=CKV_AZURE_101: disabled with privateNetworking
  // checkov:skip=CKV_AZURE_99: Azure's addresses only; disabled with privateNetworking
  name: 'cosmos-cocoon-${token}'
  location: location
  tags: tags
  kind: 'MongoDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    capabilities: [{ name: 'EnableMongo' }, { name: 'EnableServerless' }]
    apiProperties: { serverVersion: '7.0' }
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    // 0.0.0.0 stands for all of Azure.
    ipRules: privateNetworking ? [] : [{ ipAddressOrRange: '0.0.0.0' }]
  }

  resource database 'mongodbDatabases' = {
    name: databaseName
    properties: { resource: { id: databaseName } }
  }
}

// Sharded by _id, or it would end at 20 GB. The app makes the other indexes; the collections beside it stay small.
resource images 'Microsoft.DocumentDB/databaseAccounts/mongodbDatabases/collections@2024-11-15' = if (makeCollection) {
  parent: account::database
  name: 'images'
  properties: {
    resource: {
      id: 'images'
      shardKey: { _id: 'Hash' }
      indexes: [{ key: { keys: ['_id'] } }]
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  // checkov:skip=CKV_AZURE_189: disabled with privateNetworking
  // checkov:skip=CKV_AZURE_109: denied with privateNetworking
  name: 'kv-${token}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetworking ? 'Deny' : 'Allow' }
  }

  resource connection 'secrets' = {
    // checkov:skip=CKV_AZURE_41: the key it holds does not expire; docs/operations.md says how to change it
    name: secretName
    properties: {
      contentType: 'connection string'
      value: account.listConnectionStrings().connectionStrings[0].connectionString
      attributes: { enabled: true }
    }
  }
}

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::connection.id, appPrincipalId, secretsUser)
  scope: vault::connection
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output accountId string = account.id
output vaultId string = vault.id
output connectionReference string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${secretName})'
