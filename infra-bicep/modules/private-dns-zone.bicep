metadata name = 'Private DNS zone'
metadata description = 'Lets the apps find private endpoints by the usual names.'

import { tagsType } from '../types.bicep'

@description('Name of the zone, for example privatelink.blob.core.windows.net.')
param name string

@description('Tags.')
param tags tagsType

@description('Network whose resources ask it.')
param networkResourceId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone
  name: 'apps'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: networkResourceId }
  }
}

@description('Resource id.')
output resourceId string = zone.id
