// Cosmos DB for MongoDB with request units, serverless. Its MongoDB API has no sign-in with identities, so its key is in
// a vault that only the app may read; no setting and no output contains it.
param token string
param location string
param tags object
param privateNetworking bool
param appPrincipalId string
param workspaceId string

var databaseName = 'cocoon'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' = {
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
    // 0.0.0.0 means all of Azure.
    ipRules: privateNetworking ? [] : [{ ipAddressOrRange: '0.0.0.0' }]
  }

  resource database 'mongodbDatabases' = {
    name: databaseName
    properties: { resource: { id: databaseName } }
  }
}

module collections 'collections-ru.bicep' = {
  name: 'collections'
  params: { accountName: account.name, databaseName: databaseName }
  dependsOn: [account::database]
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    // Named after this instance of the account: the vault of a deleted deployment keeps its name until it is purged, and
    // nobody may purge it, so a new account needs a vault with a new name.
    name: 'kv-${uniqueString(account.properties.instanceId)}'
    accountName: account.name
    location: location
    tags: tags
    privateNetworking: privateNetworking
    appPrincipalId: appPrincipalId
    workspaceId: workspaceId
  }
}

output accountId string = account.id
output vaultId string = vault.outputs.vaultId
output connectionReference string = vault.outputs.connectionReference
