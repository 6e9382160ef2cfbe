metadata name = 'Virtual network'
metadata description = 'A subnet for each app, one for private endpoints, and one address through which the apps reach the mail service.'

import { tagsType } from '../types.bicep'

@description('Name of the network.')
param name string

@description('Name of the gateway for outgoing traffic.')
param gatewayName string

@description('Name of its address.')
param addressName string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@description('Address range; a /24 is enough.')
param addressPrefix string

resource address 'Microsoft.Network/publicIPAddresses@2025-05-01' = {
  name: addressName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static' }
}

// Flex Consumption sends everything through its subnet, and a new subnet has no way out of its own.
resource gateway 'Microsoft.Network/natGateways@2025-05-01' = {
  name: gatewayName
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: {
    idleTimeoutInMinutes: 4
    publicIpAddresses: [{ id: address.id }]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'public'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          defaultOutboundAccess: false
          natGateway: { id: gateway.id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'back'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          defaultOutboundAccess: false
          natGateway: { id: gateway.id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 2)
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Enabled'
        }
      }
    ]
  }
}

@description('Resource id.')
output resourceId string = network.id

@description('Subnet of the public app.')
output publicSubnetResourceId string = '${network.id}/subnets/public'

@description('Subnet of the back app.')
output backSubnetResourceId string = '${network.id}/subnets/back'

@description('Subnet of private endpoints.')
output endpointSubnetResourceId string = '${network.id}/subnets/endpoints'
