// The vault with the connection string of Cosmos DB RU, and the role that may read it.
param name string
param accountName string
param location string
param tags object
param privateNetworking bool
param appPrincipalId string
param workspaceId string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var secretName = 'mongodb-uri'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-10-15' existing = {
  name: accountName
}

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  // checkov:skip=CKV_AZURE_189: disabled with privateNetworking
  // checkov:skip=CKV_AZURE_109: denied with privateNetworking
  name: name
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
    // checkov:skip=CKV_AZURE_41: the key it holds does not expire; docs/how-to/upgrade.md says how to change it
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

output vaultId string = vault.id
output connectionReference string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${secretName})'
