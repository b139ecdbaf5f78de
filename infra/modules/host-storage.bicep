// The host's own account: its locks, the function keys, and the package.
param name string
param location string
param tags object
param sku string
param privateNetworking bool
param appPrincipalId string

var blobOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var containerName = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' = {
  // checkov:skip=CKV_AZURE_35: denied with privateNetworking; else only roles give access, as keys are off
  // checkov:skip=CKV_AZURE_206: a parameter, zone-redundant by default
  // checkov:skip=CKV_AZURE_43: the name has letters and digits only, at most 24
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetworking ? 'Deny' : 'Allow' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource package 'containers' = {
      name: containerName
    }
  }
}

// The host keeps its locks and function keys in its account, and reads the package from there.
resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, appPrincipalId, blobOwner)
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobOwner)
  }
}

output accountId string = account.id
output blobEndpoint string = account.properties.primaryEndpoints.blob
output packageContainer string = containerName
