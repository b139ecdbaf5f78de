// The Function App on Flex Consumption, and every setting that it reads; docs/reference/settings.md says what each does.
param name string
param location string
param tags object
param identityId string
param identityClientId string
param insightsName string
param hostBlobEndpoint string
param deploymentContainer string
param imagesBlobEndpoint string
param imagesContainer string
param thumbnailsContainer string
param queueHost string
param queueName string
@secure()
param mongodbUri string
param subnetId string
param allowedIpRanges array
param pythonVersion string
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReadyHttp int
param zoneRedundant bool
param readAccess string
param corsOrigins string
param modelUri string
param enqueueSchedule string
param updateStrategy string

@description('Client id of the Entra ID application with which people sign in; empty for none.')
param signInClientId string

// Memory determines the cores: a quarter with 512 MB, one with 2 GB, two with 4 GB.
var threads = instanceMemoryMB == 4096 ? 2 : 1

var hostSettings = {
  // As in Microsoft's Flex quickstarts. With accountName the host also tries its table of diagnostic events, for which
  // the identity has no role, and logs 403 every ten minutes (azure-functions-host#10995).
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  // The host's own page would answer POST, PUT and DELETE on "/" with 200.
  AzureWebJobsDisableHomepage: 'true'
  // The host reads each body into memory, even of requests without a key; ours are a few hundred bytes.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '1000000'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
  APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL: 'true'
  // Each message being processed may hold an image of MAX_IMAGE_BYTES in memory.
  AzureFunctionsJobHost__extensions__serviceBus__maxConcurrentCalls: instanceMemoryMB == 512 ? '4' : '16'
}

var appSettings = {
  IMAGES_STORAGE__blobServiceUri: imagesBlobEndpoint
  IMAGES_STORAGE__clientId: identityClientId
  IMAGES_CONTAINER: imagesContainer
  SERVICE_BUS__fullyQualifiedNamespace: queueHost
  SERVICE_BUS__credential: 'managedidentity'
  SERVICE_BUS__clientId: identityClientId
  QUEUE_NAME: queueName
  MONGODB_URI: mongodbUri
  DATABASE_NAME: 'cocoon'
  ENQUEUE_SCHEDULE: enqueueSchedule
  ENQUEUE_PREFIXES: ''
  EXCLUDED_PREFIXES: ''
  EXCLUDED_PATTERNS: ''
  IMAGE_EXTENSIONS: ''
  IMAGE_CONTENT_TYPES: ''
  MODEL_PATH: 'models/efficientnet-lite0,models/nanodet'
  MODEL_URI: modelUri
  MODEL_CACHE: ''
  TOP_K: '5'
  MIN_SCORE: ''
  MAX_IMAGE_BYTES: '50000000'
  MAX_IMAGE_PIXELS: instanceMemoryMB == 512 ? '40000000' : '100000000'
  MAX_IMAGE_MEMORY: instanceMemoryMB == 512 ? '100000000' : '480000000'
  MAX_IMAGE_SECONDS: '60'
  FAST_DECODING: 'false'
  THUMBNAILS_CONTAINER: thumbnailsContainer
  THUMBNAIL_SIZE: '512'
  INFERENCE_THREADS: string(threads)
  // The sign-in already authorizes its users; a function key would be required in addition, not as an alternative.
  READ_ACCESS: signsIn ? 'anonymous' : readAccess
  CORS_ORIGINS: corsOrigins
  WORKER_MEMORY_GB: instanceMemoryMB == 512 ? '0.5' : string(instanceMemoryMB / 1024)
  COST_PER_GB_SECOND: '0.000026'
  COST_PER_MILLION_EXECUTIONS: '0.40'
  OTEL_EXPORTER_OTLP_ENDPOINT: ''
}

// Not a secret: the app's identity signs for the application with which people sign in (sign-in.bicep).
var signsIn = !empty(signInClientId)
var identityForSecret = {
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId
}
var signInSettings = signsIn ? identityForSecret : {}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  // checkov:skip=CKV_AZURE_225: a parameter, because not every region has zones
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  // checkov:skip=CKV_AZURE_222: people and pages call it; allowedIpRanges restricts it
  // checkov:skip=CKV_AZURE_17: callers have function keys, not certificates
  // checkov:skip=CKV_AZURE_78: Flex Consumption refuses ftpsState, and has no FTP
  // checkov:skip=CKV_AZURE_212: Flex Consumption scales to zero and has no such setting
  // checkov:skip=CKV_AZURE_213: Flex Consumption has no health check; the alert on silence replaces it
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobEndpoint}${deploymentContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'python', version: pythonVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttp > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttp }] : []
        // Requests wait for the database, not for the core.
        triggers: { http: { perInstanceConcurrency: 16 } }
      }
      // The types do not know it; https://learn.microsoft.com/azure/azure-functions/flex-consumption-site-updates does.
      #disable-next-line BCP037
      siteUpdateStrategy: updateStrategy == 'Recreate' ? null : { type: updateStrategy }
    }
    // No ftpsState, which Flex Consumption refuses (ARM 51021, azure-cli#31414): there is no FTP, and 'ftp' below closes it.
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: empty(allowedIpRanges) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: [
        for (cidr, index) in allowedIpRanges: {
          name: 'allowed-${index}'
          action: 'Allow'
          ipAddress: cidr
          priority: 100 + index
        }
      ]
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(hostSettings, appSettings, signInSettings)
  }

  // Publishing signs in to Entra ID; passwords are off.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
