metadata name = 'Flex Consumption plan'
metadata description = 'A plan for one function app: Flex Consumption takes no second one.'

import { tagsType } from '../types.bicep'

@description('Name of the plan.')
param name string

@description('Region; it must offer Flex Consumption.')
param location string

@description('Tags.')
param tags tagsType

@description('Spreads instances over zones; then always-ready numbers are 0 or at least 2.')
param zoneRedundant bool = false

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

@description('Resource id.')
output resourceId string = plan.id
