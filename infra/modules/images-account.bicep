// An account for the images, if there is none yet.
param name string
param location string
param tags object
param sku string
param containerName string
param privateNetworking bool

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
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    // Event Grid reads no blobs; the bypass lets it validate the system topic's source.
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetworking ? 'Deny' : 'Allow' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 14 }
      containerDeleteRetentionPolicy: { enabled: true, days: 14 }
    }

    resource images 'containers' = {
      name: containerName
    }
  }
}
