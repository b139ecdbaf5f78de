// Everything that Cocoon needs in Azure, in one resource group: `azd up`, or docs/deploy.md.
targetScope = 'subscription'

@minLength(1)
@maxLength(32)
@description('Names the resource group and, hashed, all resources.')
param environmentName string

@minLength(1)
@description('Region; it must have Flex Consumption: az functionapp list-flexconsumption-locations.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Resource id of the account that holds your images already, in the same region for private networking; empty to make one.')
param existingImagesAccountId string = ''

@description('The container of the images.')
param imagesContainer string = 'images'

@description('Subscribe to the events of the account; false if it has a system topic already, to which you then subscribe the queue.')
param makeEvents bool = true

@description('Who may upload images and read labels besides the app: an object id; empty for nobody. azd fills in who deploys.')
param operatorPrincipalId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'User'

@allowed(['vcore', 'ru'])
@description('Cosmos DB for MongoDB: vcore (Azure DocumentDB, signs in with the identity) or ru (serverless, its key in a vault).')
param database string = 'vcore'

@description('Compute tier of the vCore cluster; the free tier cannot sign in with an identity.')
param clusterTier string = 'M20'

@minValue(32)
@description('Disk of the vCore cluster in GiB.')
param clusterStorageGb int = 32

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
@description('Redundancy of both storage accounts; not every region has zones.')
param storageSku string = 'Standard_ZRS'

@description('Private endpoints for storage, queue and database, and no public access to them. Service Bus becomes Premium.')
param privateNetworking bool = false

@description('Address ranges that may call the app over HTTP (CIDR); empty for all.')
param allowedIpRanges array = []

@description('Who is mailed by the alerts; empty for nobody.')
param alertEmail string = ''

@allowed(['3.11', '3.12'])
param pythonVersion string = '3.12'

@allowed([512, 2048, 4096])
@description('Memory of an instance in MB; 2048 comes with one core, 4096 with two.')
param instanceMemoryMB int = 2048

@minValue(1)
@maxValue(1000)
@description('Most instances of each function.')
param maximumInstanceCount int = 40

@description('Instances that always run for HTTP, against cold starts; each is paid for by the second.')
param alwaysReadyHttp int = 0

@description('Spread instances over availability zones, where the region has them.')
param zoneRedundant bool = false

@allowed(['anonymous', 'function'])
@description('Whether reading the labels needs a function key.')
param readAccess string = 'function'

@description('Origins of other sites whose pages may call the API; separated by commas.')
param corsOrigins string = ''

@description('CONTAINER/FOLDER of a model in the images account; empty for the model in the package.')
param modelUri string = ''

@description('When the timer looks for what events have missed: NCRONTAB in UTC, six fields with seconds first, such as 0 */5 * * * *. No time span such as 00:05:00; no reversed range such as FRI-MON, whose ends the host swaps; a date that exists. The app refuses others, and /api/health names the setting.')
param enqueueSchedule string = '0 */5 * * * *'

@description('Makes the sharded collection of Cosmos DB RU; false once it exists, or its indexes would be reset.')
param makeCollection bool = true

@description('Tags of all resources.')
param tags object = {}

var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union({ app: 'cocoon' }, tags, { 'azd-env-name': environmentName })
var containers = { images: imagesContainer, thumbnails: 'thumbnails', models: 'models' }
var groupName = 'rg-${environmentName}'
var idParts = split(existingImagesAccountId, '/') // '', subscriptions, ID, resourceGroups, GROUP, providers, ...
var madeImages = { subscription: subscription().subscriptionId, group: groupName, name: 'stimages${token}' }
var images = empty(existingImagesAccountId) ? madeImages : { subscription: idParts[2], group: idParts[4], name: last(idParts) }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: groupName
  location: location
  tags: allTags
}

module identity 'br/public:avm/res/managed-identity/user-assigned-identity:0.4.1' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-cocoon-${token}'
    location: location
    tags: allTags
    enableTelemetry: false
  }
}

module logs 'br/public:avm/res/operational-insights/workspace:0.11.1' = {
  name: 'logs'
  scope: group
  params: {
    name: 'log-cocoon-${token}'
    location: location
    tags: allTags
    dataRetention: 30
    enableTelemetry: false
  }
}

module insights 'br/public:avm/res/insights/component:0.6.0' = {
  name: 'insights'
  scope: group
  params: {
    name: 'appi-cocoon-${token}'
    location: location
    tags: allTags
    workspaceResourceId: logs.outputs.resourceId
    disableLocalAuth: true
    enableTelemetry: false
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-cocoon-${token}'
    location: location
    tags: allTags
    database: database
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'host-storage'
  scope: group
  params: {
    name: 'sthost${token}'
    location: location
    tags: allTags
    sku: storageSku
    privateNetworking: privateNetworking
    appPrincipalId: identity.outputs.principalId
  }
}

module imagesAccount 'modules/images-account.bicep' = if (empty(existingImagesAccountId)) {
  name: 'images-account'
  scope: group
  params: {
    name: images.name
    location: location
    tags: allTags
    sku: storageSku
    containerName: containers.images
    privateNetworking: privateNetworking
  }
}

module imagesAccess 'modules/images-access.bicep' = {
  name: 'images-access'
  scope: resourceGroup(images.subscription, images.group)
  params: {
    accountName: images.name
    imagesContainer: containers.images
    thumbnailsContainer: containers.thumbnails
    modelsContainer: containers.models
    appPrincipalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
  }
  dependsOn: [imagesAccount]
}

module queue 'modules/queue.bicep' = {
  name: 'queue'
  scope: group
  params: {
    name: 'sb-cocoon-${token}'
    location: location
    tags: allTags
    privateNetworking: privateNetworking
    appPrincipalId: identity.outputs.principalId
  }
}

module cluster 'modules/database-vcore.bicep' = if (database == 'vcore') {
  name: 'database-vcore'
  scope: group
  params: {
    name: 'docdb-cocoon-${token}'
    location: location
    tags: allTags
    tier: clusterTier
    storageGb: clusterStorageGb
    privateNetworking: privateNetworking
    appPrincipalId: identity.outputs.principalId
    appClientId: identity.outputs.clientId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
  }
}

module account 'modules/database-ru.bicep' = if (database == 'ru') {
  name: 'database-ru'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    makeCollection: makeCollection
    privateNetworking: privateNetworking
    appPrincipalId: identity.outputs.principalId
    workspaceId: logs.outputs.resourceId
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetworking) {
  name: 'endpoints'
  scope: group
  params: {
    location: location
    tags: allTags
    subnetId: privateNetworking ? network!.outputs.endpointsSubnetId : ''
    blobZoneId: privateNetworking ? network!.outputs.blobZoneId : ''
    queueZoneId: privateNetworking ? network!.outputs.queueZoneId : ''
    databaseZoneId: privateNetworking ? network!.outputs.databaseZoneId : ''
    vaultZoneId: privateNetworking ? network!.outputs.vaultZoneId : ''
    hostStorageId: hostStorage.outputs.accountId
    imagesStorageId: imagesAccess.outputs.accountId
    queueNamespaceId: queue.outputs.namespaceId
    databaseId: database == 'vcore' ? cluster!.outputs.clusterId : account!.outputs.accountId
    databaseGroup: database == 'vcore' ? 'MongoCluster' : 'MongoDB'
    vaultId: database == 'vcore' ? '' : account!.outputs.vaultId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'func-cocoon-${token}'
    location: location
    tags: allTags
    identityId: identity.outputs.resourceId
    identityClientId: identity.outputs.clientId
    insightsName: insights.outputs.name
    hostAccountName: hostStorage.outputs.accountName
    hostBlobEndpoint: hostStorage.outputs.blobEndpoint
    deploymentContainer: hostStorage.outputs.packageContainer
    imagesBlobEndpoint: imagesAccess.outputs.blobEndpoint
    imagesContainer: containers.images
    thumbnailsContainer: containers.thumbnails
    queueHost: queue.outputs.host
    queueName: queue.outputs.queueName
    mongodbUri: database == 'vcore' ? cluster!.outputs.connectionString : account!.outputs.connectionReference
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
    allowedIpRanges: allowedIpRanges
    pythonVersion: pythonVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttp: alwaysReadyHttp
    zoneRedundant: zoneRedundant
    readAccess: readAccess
    corsOrigins: corsOrigins
    modelUri: modelUri
    enqueueSchedule: enqueueSchedule
  }
  dependsOn: [endpoints]
}

module insightsAccess 'modules/insights-access.bicep' = {
  name: 'insights-access'
  scope: group
  params: {
    insightsName: insights.outputs.name
    appPrincipalId: identity.outputs.principalId
  }
}

module eventsTopic 'modules/events-topic.bicep' = if (makeEvents) {
  name: 'events-topic'
  scope: resourceGroup(images.subscription, images.group)
  params: {
    name: 'evgt-cocoon-${token}'
    location: imagesAccess.outputs.location
    tags: allTags
    accountName: images.name
  }
}

module queueSender 'modules/queue-sender.bicep' = if (makeEvents) {
  name: 'queue-sender'
  scope: group
  params: {
    namespaceName: queue.outputs.namespaceName
    queueName: queue.outputs.queueName
    principalId: makeEvents ? eventsTopic!.outputs.principalId : ''
  }
}

module eventsSubscription 'modules/events-subscription.bicep' = if (makeEvents) {
  name: 'events-subscription'
  scope: resourceGroup(images.subscription, images.group)
  params: {
    topicName: makeEvents ? eventsTopic!.outputs.name : ''
    imagesContainer: containers.images
    queueId: makeEvents ? queueSender!.outputs.queueId : ''
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: allTags
    email: alertEmail
    namespaceId: queue.outputs.namespaceId
    queueName: queue.outputs.queueName
    workspaceId: logs.outputs.resourceId
    appName: app.outputs.name
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP string = app.outputs.name
output COCOON_URL string = app.outputs.url
output COCOON_IMAGES_ACCOUNT string = images.name
output COCOON_SERVICE_BUS string = queue.outputs.host
output COCOON_IDENTITY_CLIENT_ID string = identity.outputs.clientId
