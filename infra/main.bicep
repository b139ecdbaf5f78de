// Everything that Cocoon needs in Azure, in one resource group: `azd up`, or docs/how-to/deploy.md.
targetScope = 'subscription'

import { defaultInstances, isBurstable, isStorageAccountId, isSystemTopicId } from 'rules.bicep'

@minLength(1)
@maxLength(32)
@description('Names the resource group and, hashed, all resources.')
param environmentName string

@minLength(1)
@description('Region; it must have Flex Consumption: az functionapp list-flexconsumption-locations.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Resource id of an existing account with your images, in the same region for private networking; empty to create one.')
param existingImagesAccountId string = ''

@description('The container of the images.')
param imagesContainer string = 'images'

@description('Subscribe the queue to the account\'s events.')
param makeEvents bool = true

@description('Resource id of your account\'s existing system topic, as an account can have only one; it needs a system-assigned identity. Empty to create one.')
param existingEventsTopicId string = ''

@description('Object id of whoever may upload images and read labels besides the app; empty for nobody. azd fills in who deploys.')
param operatorPrincipalId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'User'

@allowed(['vcore', 'ru'])
@description('Cosmos DB for MongoDB: vcore (Azure DocumentDB, signs in with the identity) or ru (serverless, its key in a vault).')
param database string = 'vcore'

@allowed(['M10', 'M20', 'M25', 'M30', 'M40', 'M50', 'M60', 'M80', 'M200'])
@description('Compute tier of the vCore cluster. Backups need M25 or larger, high availability M30 or larger; M10 to M25 have a disk of at most 128 GiB.')
param clusterTier string = 'M20'

@allowed([32, 64, 128, 256, 512, 1024, 2048, 4095, 8192, 16384, 32767])
@description('Disk of the vCore cluster in GiB. It can only grow.')
param clusterStorageGb int = 32

@allowed(['Disabled', 'SameZone', 'ZoneRedundantPreferred'])
@description('A standby for the vCore cluster, which doubles its price; needs M30 or larger.')
param clusterHighAvailability string = 'Disabled'

@allowed(['root', 'readWriteAnyDatabase'])
@description('Rights of the identities in the vCore cluster: root, or only read and write (with clusterAdmin, which the service requires for that).')
param databaseRole string = 'root'

@allowed(['', 'Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
@description('Redundancy of both storage accounts; empty for zone redundancy where the region has zones.')
param storageSku string = ''

@description('Private endpoints for storage, queue and database, and no public access to them. Service Bus becomes Premium.')
param privateNetworking bool = false

@allowed(['', 'Standard', 'Premium'])
@description('Service Bus: Standard (some 330 images per second) or Premium; empty for Premium only with private networking.')
param serviceBusSku string = ''

@allowed([1, 2, 4, 8, 16])
@description('Messaging units of Service Bus Premium.')
param serviceBusCapacity int = 1

@allowed([1024, 2048, 3072, 4096, 5120, 10240, 20480, 40960, 81920])
@description('Size of the queue in MB, about 2,000 messages each; more than 5,120 needs Premium.')
param queueSizeMb int = 5120

@description('Address ranges that may call the app over HTTP (CIDR); empty for all.')
param allowedIpRanges array = []

@description('Address to which the alerts and the budget send mail; empty for none.')
param alertEmail string = ''

@minValue(0)
@description('Monthly cost of the resource group in US dollars above which alertEmail gets mail; 0 for no budget.')
param monthlyBudget int = 0

@description('First day of the month in which the budget was created (yyyy-MM-dd), which Azure never lets you change: the output COCOON_BUDGET_START of the first deployment. Empty for this month.')
param budgetStart string = ''

@description('Do not set this: Bicep allows utcNow only as a default.')
param firstOfThisMonth string = utcNow('yyyy-MM-01')

@minValue(-1)
@description('Daily cap of the logs in gigabytes, after which nothing is logged until the next day; -1 for no cap.')
param logsDailyGb int = 20

@allowed(['3.11', '3.12'])
param pythonVersion string = '3.12'

@allowed([512, 2048, 4096])
@description('Memory of an instance in MB; 512 comes with a quarter of a core, 2048 with one, 4096 with two.')
param instanceMemoryMB int = 2048

@minValue(0)
@maxValue(1000)
@description('Maximum instances of each function; 0 for as many as the default namespace and database can serve: 7 with one core, or 40 where the region allows no fewer. You also pay for an instance that waits for a slower service.')
param maximumInstanceCount int = 0

@minValue(0)
@description('Always-ready instances for HTTP, against cold starts; each is billed by the second.')
param alwaysReadyHttp int = 0

@description('Spread instances over availability zones where the region has them. Two instances are then always ready, and billed, in each group of functions: HTTP, the queue and both timers, eight in all.')
param zoneRedundant bool = false

@allowed(['Recreate', 'RollingUpdate'])
@description('How a new version replaces the old one: Recreate ends running invocations (their messages come back), RollingUpdate lets them finish (a preview of the platform).')
param updateStrategy string = 'Recreate'

@allowed(['anonymous', 'function'])
@description('Whether reading the labels needs a function key.')
param readAccess string = 'function'

@description('Client id of the Entra ID application with which people sign in to the page and its API instead of using a key; empty for keys.')
param signInClientId string = ''

@description('Origins of other sites whose pages may call the API, separated by commas.')
param corsOrigins string = ''

@description('CONTAINER/FOLDER of a model in the images account; empty for the model in the package.')
param modelUri string = ''

@description('When the timer looks for images that events have missed: NCRONTAB in UTC, six fields with seconds first, such as 0 */5 * * * *. Empty for once a day with events, every five minutes without. No time span such as 00:05:00, and no reversed range such as FRI-MON, whose ends the host swaps; use a date that exists. The app refuses any other schedule, and /api/health names the setting.')
param enqueueSchedule string = ''

@description('Tags of all resources.')
param tags object = {}

// 'West Europe' and westeurope are the same region and must give the same name.
var region = toLower(replace(location, ' ', ''))
var token = toLower(uniqueString(subscription().id, environmentName, region))
var allTags = union({ app: 'cocoon' }, tags, { 'azd-env-name': environmentName })
var containers = { images: imagesContainer, thumbnails: 'thumbnails', models: 'models' }
var groupName = 'rg-${environmentName}'

// Parameters that cannot work end the deployment here, before it creates anything.
var imagesAccountId = empty(existingImagesAccountId) || isStorageAccountId(existingImagesAccountId)
  ? existingImagesAccountId
  : fail('COCOON_IMAGES_ACCOUNT_ID must be the id of a storage account, which begins with /subscriptions/, and not \'${existingImagesAccountId}\'. This prints it: az storage account show --name NAME --query id --output tsv')
var topicId = empty(existingEventsTopicId) || isSystemTopicId(existingEventsTopicId)
  ? existingEventsTopicId
  : fail('COCOON_EVENTS_TOPIC_ID must be the id of an Event Grid system topic, and not \'${existingEventsTopicId}\'. This prints it: az eventgrid system-topic list --query "[].id"')
var tier = isBurstable(clusterTier) && clusterStorageGb > 128
  ? fail('COCOON_CLUSTER_STORAGE_GB is ${clusterStorageGb}, and ${clusterTier} has 32, 64 or 128 GiB. Larger disks take M30 or larger.')
  : isBurstable(clusterTier) && clusterHighAvailability != 'Disabled'
      ? fail('COCOON_CLUSTER_HIGH_AVAILABILITY takes M30 or larger, and COCOON_CLUSTER_TIER is ${clusterTier}.')
      : clusterTier
var busSku = privateNetworking && serviceBusSku == 'Standard'
  ? fail('COCOON_PRIVATE_NETWORKING takes Service Bus Premium: Standard has no private endpoints.')
  : empty(serviceBusSku) ? (privateNetworking ? 'Premium' : 'Standard') : serviceBusSku
var queueMb = busSku == 'Standard' && queueSizeMb > 5120
  ? fail('COCOON_QUEUE_SIZE_MB is ${queueSizeMb}, and a queue of Service Bus Standard holds 5120 MB. More takes COCOON_SERVICE_BUS_SKU Premium.')
  : queueSizeMb
var hasZones = !empty(pickZones('Microsoft.Compute', 'virtualMachines', location, 1))
var zones = zoneRedundant && !hasZones
  ? fail('COCOON_ZONE_REDUNDANT is true, and ${location} has no availability zones.')
  : zoneRedundant
var instances = maximumInstanceCount == 0 ? defaultInstances(region, instanceMemoryMB) : maximumInstanceCount
var redundancy = empty(storageSku) ? (hasZones ? 'Standard_ZRS' : 'Standard_LRS') : storageSku

var idParts = split(imagesAccountId, '/') // '', subscriptions, ID, resourceGroups, GROUP, providers, ...
var madeImages = { subscription: subscription().subscriptionId, group: groupName, name: 'stimages${token}' }
var images = empty(imagesAccountId) ? madeImages : { subscription: idParts[2], group: idParts[4], name: last(idParts) }

var makeTopic = makeEvents && empty(topicId)
var hasEvents = makeEvents || !empty(topicId)
var topicParts = split(topicId, '/')
var madeTopic = { subscription: images.subscription, group: images.group, name: 'evgt-cocoon-${token}' }
var topic = empty(topicId) ? madeTopic : { subscription: topicParts[2], group: topicParts[4], name: last(topicParts) }
// On an existing topic, other deployments may have a subscription, too.
var subscriptionName = empty(topicId) ? 'images-to-queue' : 'images-to-queue-${token}'
var schedule = empty(enqueueSchedule) ? (hasEvents ? '0 0 3 * * *' : '0 */5 * * * *') : enqueueSchedule
var hasBudget = monthlyBudget > 0 && empty(alertEmail)
  ? fail('COCOON_MONTHLY_BUDGET is ${monthlyBudget}, and nobody would be told: set COCOON_ALERT_EMAIL, too.')
  : monthlyBudget > 0
var budgetFrom = empty(budgetStart) ? firstOfThisMonth : budgetStart

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: groupName
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-cocoon-${token}'
    location: location
    tags: allTags
  }
}

module telemetry 'modules/telemetry.bicep' = {
  name: 'telemetry'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    appPrincipalId: identity.outputs.principalId
    dailyGb: logsDailyGb
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
    sku: redundancy
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
    sku: redundancy
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
    // A name for each SKU: Standard cannot become Premium, so a change creates a new namespace next to the old one.
    name: busSku == 'Premium' ? 'sbp-cocoon-${token}' : 'sb-cocoon-${token}'
    location: location
    tags: allTags
    sku: busSku
    capacity: serviceBusCapacity
    queueSizeMb: queueMb
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
    tier: tier
    storageGb: clusterStorageGb
    highAvailability: clusterHighAvailability
    role: databaseRole
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
    privateNetworking: privateNetworking
    appPrincipalId: identity.outputs.principalId
    workspaceId: telemetry.outputs.workspaceId
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
    insightsName: telemetry.outputs.insightsName
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
    maximumInstanceCount: instances
    alwaysReadyHttp: alwaysReadyHttp
    zoneRedundant: zones
    readAccess: readAccess
    corsOrigins: corsOrigins
    modelUri: modelUri
    enqueueSchedule: schedule
    updateStrategy: updateStrategy
    signInClientId: signInClientId
  }
  dependsOn: [endpoints]
}

module signIn 'modules/sign-in.bicep' = if (!empty(signInClientId)) {
  name: 'sign-in'
  scope: group
  params: { appName: app.outputs.name, clientId: signInClientId }
}

module eventsTopic 'modules/events-topic.bicep' = if (makeTopic) {
  name: 'events-topic'
  scope: resourceGroup(topic.subscription, topic.group)
  params: {
    name: topic.name
    location: imagesAccess.outputs.location
    tags: allTags
    accountName: images.name
  }
}

module eventsTopicExisting 'modules/events-topic-existing.bicep' = if (!empty(topicId)) {
  name: 'events-topic-existing'
  scope: resourceGroup(topic.subscription, topic.group)
  params: { name: topic.name }
}

module queueSender 'modules/queue-sender.bicep' = if (hasEvents) {
  name: 'queue-sender'
  scope: group
  params: {
    namespaceName: queue.outputs.namespaceName
    queueName: queue.outputs.queueName
    principalId: makeTopic
      ? eventsTopic!.outputs.principalId
      : empty(topicId) ? '' : eventsTopicExisting!.outputs.principalId
  }
}

module eventsSubscription 'modules/events-subscription.bicep' = if (hasEvents) {
  name: 'events-subscription'
  scope: resourceGroup(topic.subscription, topic.group)
  params: {
    topicName: topic.name
    name: subscriptionName
    imagesContainer: containers.images
    queueId: hasEvents ? queueSender!.outputs.queueId : ''
  }
}

module alertReceivers 'modules/alert-receivers.bicep' = if (!empty(alertEmail)) {
  name: 'alert-receivers'
  scope: group
  params: {
    name: 'ag-func-cocoon-${token}'
    tags: allTags
    email: alertEmail
  }
}

module alertsQueries 'modules/alerts-queries.bicep' = {
  name: 'alerts-queries'
  scope: group
  params: {
    location: location
    tags: allTags
    actionGroupIds: empty(alertEmail) ? [] : [alertReceivers!.outputs.id]
    workspaceId: telemetry.outputs.workspaceId
  }
}

module alertsMetrics 'modules/alerts-metrics.bicep' = {
  name: 'alerts-metrics'
  scope: group
  params: {
    tags: allTags
    actionGroupIds: empty(alertEmail) ? [] : [alertReceivers!.outputs.id]
    namespaceId: queue.outputs.namespaceId
    queueName: queue.outputs.queueName
    queueSizeMb: queueMb
    hasEvents: hasEvents
    subscriptionName: subscriptionName
    topicId: resourceId(topic.subscription, topic.group, 'Microsoft.EventGrid/systemTopics', topic.name)
    databaseId: database == 'vcore' ? cluster!.outputs.clusterId : account!.outputs.accountId
    database: database
  }
  dependsOn: [eventsSubscription]
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: allTags
    workspaceId: telemetry.outputs.workspaceId
    instanceMemoryMB: instanceMemoryMB
  }
}

module budget 'modules/budget.bicep' = if (hasBudget) {
  name: 'budget'
  scope: group
  params: {
    amount: monthlyBudget
    email: alertEmail
    startDate: budgetFrom
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP string = app.outputs.name
output COCOON_URL string = app.outputs.url
output COCOON_IMAGES_ACCOUNT string = images.name
output COCOON_SERVICE_BUS string = queue.outputs.host
output COCOON_IDENTITY_CLIENT_ID string = identity.outputs.clientId
output COCOON_HOST_BLOB_ENDPOINT string = hostStorage.outputs.blobEndpoint
output COCOON_MONGODB_URI string = database == 'vcore' ? cluster!.outputs.connectionString : ''

@description('azd keeps this and passes it to the next deployment, because the date of a budget cannot change.')
output COCOON_BUDGET_START string = hasBudget ? budgetFrom : budgetStart
