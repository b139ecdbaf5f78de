// A private endpoint, and its name in the private DNS zone.
param location string
param tags object
param subnetId string
param targetId string
param group string
param zoneId string

var name = 'pe-${last(split(targetId, '/'))}'

resource endpoint 'Microsoft.Network/privateEndpoints@2025-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: name
        properties: { privateLinkServiceId: targetId, groupIds: [group] }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: 'zone', properties: { privateDnsZoneId: zoneId } }]
    }
  }
}
