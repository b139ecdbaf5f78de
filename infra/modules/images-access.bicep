// The other containers of the images account, and the roles in each; the account may be in another resource group.
param accountName string
param imagesContainer string
param thumbnailsContainer string
param modelsContainer string
param appPrincipalId string
param operatorPrincipalId string
param operatorPrincipalType string

var roles = {
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  blobReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  blobDelegator: 'db58b8e5-c6ad-4a2a-8342-4190687cbf4a'
}

resource account 'Microsoft.Storage/storageAccounts@2025-08-01' existing = {
  name: accountName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource images 'containers' existing = {
      name: imagesContainer
    }

    resource thumbnails 'containers' = {
      name: thumbnailsContainer
    }

    resource models 'containers' = {
      name: modelsContainer
    }
  }
}

resource imagesAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::images.id, appPrincipalId, roles.blobReader)
  scope: account::blobs::images
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobReader)
  }
}

resource modelsAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::models.id, appPrincipalId, roles.blobReader)
  scope: account::blobs::models
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobReader)
  }
}

resource thumbnailsAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::thumbnails.id, appPrincipalId, roles.blobContributor)
  scope: account::blobs::thumbnails
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

// The app signs links to pictures that it may read with a user delegation key, which needs a role on the whole account.
resource linksAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, appPrincipalId, roles.blobDelegator)
  scope: account
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobDelegator)
  }
}

// Keys are off, so anybody who uploads images and models needs a role.
resource operatorAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorPrincipalId)) {
  name: guid(account.id, operatorPrincipalId, roles.blobContributor)
  scope: account
  properties: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobContributor)
  }
}

output accountId string = account.id
output location string = account.location
output blobEndpoint string = account.properties.primaryEndpoints.blob
