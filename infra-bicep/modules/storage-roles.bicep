metadata name = 'Roles in a storage account'
metadata description = 'Gives one identity roles on single tables, queues and containers; on a whole account only where Azure Functions asks for it.'

@description('Name of the account.')
param storageAccountName string

@description('Name of who is given the roles. Assignments are named by it, so that a deployment can be predicted.')
param principalName string

@description('Object id of who is given the roles.')
param principalId string

@allowed(['ServicePrincipal', 'User', 'Group'])
@description('What it is.')
param principalKind string = 'ServicePrincipal'

@description('Roles on tables.')
param tables grantType[] = []

@description('Roles on queues.')
param queues grantType[] = []

@description('Roles on containers.')
param containers grantType[] = []

@description('Ids of role definitions on the whole account.')
param account string[] = []

@description('A role on something.')
type grantType = {
  @description('Name of the table, queue or container.')
  name: string

  @description('Id (a GUID) of the role definition.')
  role: string
}

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource tableServices 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' existing = {
  parent: storage
  name: 'default'
}

resource queueServices 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' existing = {
  parent: storage
  name: 'default'
}

resource blobServices 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' existing = {
  parent: storage
  name: 'default'
}

resource tableScopes 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' existing = [
  for grant in tables: {
    parent: tableServices
    name: grant.name
  }
]

resource queueScopes 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' existing = [
  for grant in queues: {
    parent: queueServices
    name: grant.name
  }
]

resource containerScopes 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' existing = [
  for grant in containers: {
    parent: blobServices
    name: grant.name
  }
]

resource tableRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, i) in tables: {
    scope: tableScopes[i]
    name: guid(tableScopes[i].id, principalName, grant.role)
    properties: {
      principalId: principalId
      principalType: principalKind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    }
  }
]

resource queueRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, i) in queues: {
    scope: queueScopes[i]
    name: guid(queueScopes[i].id, principalName, grant.role)
    properties: {
      principalId: principalId
      principalType: principalKind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    }
  }
]

resource containerRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (grant, i) in containers: {
    scope: containerScopes[i]
    name: guid(containerScopes[i].id, principalName, grant.role)
    properties: {
      principalId: principalId
      principalType: principalKind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', grant.role)
    }
  }
]

resource accountRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in account: {
    scope: storage
    name: guid(storage.id, principalName, role)
    properties: {
      principalId: principalId
      principalType: principalKind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]
