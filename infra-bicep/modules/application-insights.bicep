metadata name = 'Application Insights'
metadata description = 'Takes the lines of the program (never of the host) from identities alone, and runs the availability tests.'

import { principalType, tagsType } from '../types.bicep'

@description('Name of the component.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@description('Workspace that holds what comes in.')
param workspaceResourceId string

@description('Who may send.')
param senders principalType[]

var metricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspaceResourceId
    DisableLocalAuth: true
    DisableIpMasking: false
    IngestionMode: 'LogAnalytics'
  }
}

resource senderRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for sender in senders: {
    scope: component
    name: guid(component.id, sender.name, metricsPublisher)
    properties: {
      principalId: sender.objectId
      principalType: sender.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', metricsPublisher)
    }
  }
]

@description('Resource id.')
output resourceId string = component.id
