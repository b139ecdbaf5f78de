// A virtual network for the app, and the DNS zones of the private endpoints.
param name string
param location string
param tags object
param database string

var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.servicebus.windows.net'
  database: database == 'vcore' ? 'privatelink.mongocluster.cosmos.azure.com' : 'privatelink.mongo.cosmos.azure.com'
  vault: 'privatelink.vaultcore.azure.net'
}

var zoneNames = [zones.blob, zones.queue, zones.database, zones.vault]

resource network 'Microsoft.Network/virtualNetworks@2025-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/16'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.40.0.0/24'
          networkSecurityGroup: { id: rules.id }
          delegations: [{ name: 'functions', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.40.1.0/24'
          networkSecurityGroup: { id: rules.id }
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

// The default rules allow the virtual network and deny the internet; no rule opens anything else.
resource rules 'Microsoft.Network/networkSecurityGroups@2025-09-01' = {
  name: 'nsg-${name}'
  location: location
  tags: tags
  properties: { securityRules: [] }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for zoneName in zoneNames: {
    name: zoneName
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (zoneName, index) in zoneNames: {
    parent: zone[index]
    name: 'link-${name}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

output appSubnetId string = '${network.id}/subnets/app'
output endpointsSubnetId string = '${network.id}/subnets/endpoints'
output blobZoneId string = resourceId('Microsoft.Network/privateDnsZones', zones.blob)
output queueZoneId string = resourceId('Microsoft.Network/privateDnsZones', zones.queue)
output databaseZoneId string = resourceId('Microsoft.Network/privateDnsZones', zones.database)
output vaultZoneId string = resourceId('Microsoft.Network/privateDnsZones', zones.vault)
