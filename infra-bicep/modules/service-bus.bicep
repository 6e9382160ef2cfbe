metadata name = 'Service Bus namespace'
metadata description = 'Queues for a province that has outgrown Storage queues. Identities alone; messages never expire; no duplicate detection, because handlers are idempotent and announce the same work on purpose.'

import { principalType, tagsType } from '../types.bicep'

@description('Name of the namespace.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@allowed(['Standard', 'Premium'])
@description('Premium has private endpoints and capacity of its own.')
param skuName string

@description('Queues to create.')
param queues string[]

@description('Who may send to which queue.')
param senders grantType[]

@description('Who may receive from which queue.')
param receivers grantType[]

@description('False: only private endpoints reach it (Premium).')
param publicNetworkAccess bool = true

@description('Workspace for figures and for what was done to the namespace.')
param workspaceResourceId string

@description('An identity and a queue.')
type grantType = {
  @description('Name of the queue.')
  queue: string

  @description('The identity.')
  principal: principalType
}

var dataSender = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'
var dataReceiver = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: skuName, tier: skuName }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: publicNetworkAccess ? 'Enabled' : 'Disabled'
  }
}

resource namespaceQueues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = [
  for queue in queues: {
    parent: namespace
    name: queue
    properties: {
      requiresDuplicateDetection: false
      deadLetteringOnMessageExpiration: true
      // As maxDequeueCount in host.json: the program lets go of a message before that, so that only one that ends the program comes so far.
      maxDeliveryCount: 5
      // The host renews it while a message is worked on; where the host itself dies, the message is back after this.
      lockDuration: 'PT1M'
      maxSizeInMegabytes: 1024
      requiresSession: false
    }
  }
]

resource senderScopes 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' existing = [
  for grant in senders: {
    parent: namespace
    name: grant.queue
  }
]

resource receiverScopes 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' existing = [
  for grant in receivers: {
    parent: namespace
    name: grant.queue
  }
]

resource senderRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, i) in senders: {
    scope: senderScopes[i]
    name: guid(senderScopes[i].id, grant.principal.name, dataSender)
    properties: {
      principalId: grant.principal.objectId
      principalType: grant.principal.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSender)
    }
    dependsOn: [namespaceQueues]
  }
]

resource receiverRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, i) in receivers: {
    scope: receiverScopes[i]
    name: guid(receiverScopes[i].id, grant.principal.name, dataReceiver)
    properties: {
      principalId: grant.principal.objectId
      principalType: grant.principal.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiver)
    }
    dependsOn: [namespaceQueues]
  }
]

#disable-next-line use-recent-api-versions // the last version that takes a name of one's own
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'figures'
  properties: {
    workspaceId: workspaceResourceId
    logs: [{ category: 'OperationalLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id.')
output resourceId string = namespace.id
