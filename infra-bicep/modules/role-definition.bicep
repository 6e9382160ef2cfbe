metadata name = 'Role definition'
metadata description = 'A role of this deployment where the built-in ones allow too much.'

@description('Id (a GUID) of the definition.')
param roleId string

@description('Name that people see; unique in the tenant.')
param roleName string

@description('What the role is for.')
param roleDescription string

@description('What it allows on data.')
param dataActions string[]

resource definition 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: roleId
  properties: {
    roleName: roleName
    description: roleDescription
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [{ actions: [], notActions: [], dataActions: dataActions, notDataActions: [] }]
  }
}
