// Two accounts: the host's own (its locks, keys and the package), and the images', which the app may only read.
param token string
param location string
param tags object
param containers object
param sku string
param privateNetworking bool
param appPrincipalId string
param operatorPrincipalId string
param operatorPrincipalType string

var roles = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  blobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
}
var deploymentContainerName = 'app-package'

resource hostAccount 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  // checkov:skip=CKV_AZURE_35: denied with privateNetworking; else open to those with a role, for keys are off
  // checkov:skip=CKV_AZURE_206: a parameter, zone-redundant by default
  // checkov:skip=CKV_AZURE_43: the name is put together of letters and digits, 24 at most
  name: 'sthost${token}'
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
      name: deploymentContainerName
    }
  }
}

resource imagesAccount 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  // checkov:skip=CKV_AZURE_35: denied with privateNetworking; else open to those with a role, for keys are off
  // checkov:skip=CKV_AZURE_206: a parameter, zone-redundant by default
  // checkov:skip=CKV_AZURE_43: the name is put together of letters and digits, 24 at most
  name: 'stimages${token}'
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
    // Event Grid reads no blobs; the bypass is for its validation of the system topic's source.
    networkAcls: { bypass: 'AzureServices', defaultAction: privateNetworking ? 'Deny' : 'Allow' }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 14 }
      containerDeleteRetentionPolicy: { enabled: true, days: 14 }
    }

    resource images 'containers' = {
      name: containers.images
    }

    resource thumbnails 'containers' = {
      name: containers.thumbnails
    }

    resource models 'containers' = {
      name: containers.models
    }
  }
}

// The host keeps its locks and function keys in its account, and reads the package from there.
resource hostAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hostAccount.id, appPrincipalId, roles.blobOwner)
  scope: hostAccount
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobOwner)
  }
}

resource imagesAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(imagesAccount::blobs::images.id, appPrincipalId, roles.blobReader)
  scope: imagesAccount::blobs::images
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobReader)
  }
}

resource modelsAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(imagesAccount::blobs::models.id, appPrincipalId, roles.blobReader)
  scope: imagesAccount::blobs::models
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobReader)
  }
}

resource thumbnailsAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(imagesAccount::blobs::thumbnails.id, appPrincipalId, roles.blobContributor)
  scope: imagesAccount::blobs::thumbnails
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

// Links to pictures are signed with a key of the identity, for what it may read itself; that right is of the account.
resource linksAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(imagesAccount.id, appPrincipalId, roles.blobDelegator)
  scope: imagesAccount
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDelegator)
  }
}

// Keys are off, so whoever uploads images and models needs a role.
resource operatorAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(imagesAccount.id, operatorPrincipalId, roles.blobContributor)
  scope: imagesAccount
  properties: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

output hostAccountId string = hostAccount.id
output hostAccountName string = hostAccount.name
output hostBlobEndpoint string = hostAccount.properties.primaryEndpoints.blob
output deploymentContainer string = deploymentContainerName
output imagesAccountId string = imagesAccount.id
output imagesAccountName string = imagesAccount.name
output imagesBlobEndpoint string = imagesAccount.properties.primaryEndpoints.blob
