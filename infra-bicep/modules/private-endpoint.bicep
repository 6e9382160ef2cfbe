metadata name = 'Private endpoint'
metadata description = 'An address inside the network for one service of one resource.'

import { tagsType } from '../types.bicep'

@description('Name of the endpoint.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@description('Resource that is reached.')
param targetResourceId string

@allowed(['blob', 'queue', 'table', 'vault', 'namespace'])
@description('Service of it.')
param service string

@description('Subnet in which the address lies.')
param subnetResourceId string

@description('Zone that gets the name.')
param dnsZoneResourceId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetResourceId }
    privateLinkServiceConnections: [
      {
        name: service
        properties: { privateLinkServiceId: targetResourceId, groupIds: [service] }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: service, properties: { privateDnsZoneId: dnsZoneResourceId } }]
    }
  }
}
