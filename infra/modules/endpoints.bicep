// The private endpoints of the services that the app uses.
param location string
param tags object
param subnetId string
param blobZoneId string
param queueZoneId string
param databaseZoneId string
param vaultZoneId string
param hostStorageId string
param imagesStorageId string
param queueNamespaceId string
param databaseId string
param databaseGroup string
param vaultId string

module hostStorage 'endpoint.bicep' = {
  name: 'endpoint-host-storage'
  params: {
    location: location
    tags: tags
    subnetId: subnetId
    targetId: hostStorageId
    group: 'blob'
    zoneId: blobZoneId
  }
}

module imagesStorage 'endpoint.bicep' = {
  name: 'endpoint-images-storage'
  params: {
    location: location
    tags: tags
    subnetId: subnetId
    targetId: imagesStorageId
    group: 'blob'
    zoneId: blobZoneId
  }
}

module queue 'endpoint.bicep' = {
  name: 'endpoint-queue'
  params: {
    location: location
    tags: tags
    subnetId: subnetId
    targetId: queueNamespaceId
    group: 'namespace'
    zoneId: queueZoneId
  }
}

module database 'endpoint.bicep' = {
  name: 'endpoint-database'
  params: {
    location: location
    tags: tags
    subnetId: subnetId
    targetId: databaseId
    group: databaseGroup
    zoneId: databaseZoneId
  }
}

module vault 'endpoint.bicep' = if (!empty(vaultId)) {
  name: 'endpoint-vault'
  params: { location: location, tags: tags, subnetId: subnetId, targetId: vaultId, group: 'vault', zoneId: vaultZoneId }
}
