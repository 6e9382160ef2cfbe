metadata name = 'Key vault'
metadata description = 'Secrets of one reader. Roles only, soft delete of 90 days and purge protection; every reading is logged.'

import { principalType, tagsType } from '../types.bicep'

@description('Name of the vault.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@description('Who may read the secrets of this vault.')
param readers principalType[]

@description('Who may write them; null: nobody through this deployment.')
param officer principalType?

@description('False: only private endpoints and the addresses below reach the vault.')
param publicNetworkAccess bool = true

@description('Address ranges that still reach a closed vault, for the officer.')
param allowedAddresses string[] = []

@description('Forbids deleting the vault until somebody removes the lock.')
param lock bool = false

@description('Workspace for the log of readings.')
param workspaceResourceId string

var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: publicNetworkAccess || !empty(allowedAddresses) ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: publicNetworkAccess ? 'Allow' : 'Deny'
      ipRules: [for range in allowedAddresses: { value: range }]
      virtualNetworkRules: []
    }
  }
}

resource readerRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: {
    scope: vault
    name: guid(vault.id, reader.name, secretsUser)
    properties: {
      principalId: reader.objectId
      principalType: reader.kind
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
    }
  }
]

resource officerRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (officer != null) {
  scope: vault
  name: guid(vault.id, officer!.name, secretsOfficer)
  properties: {
    principalId: officer!.objectId
    principalType: officer!.kind
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficer)
  }
}

resource vaultLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  scope: vault
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Without these keys the record cannot be read. Remove the lock only on purpose.'
  }
}

#disable-next-line use-recent-api-versions // the last version that takes a name of one's own
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'readings'
  properties: {
    workspaceId: workspaceResourceId
    logs: [{ category: 'AuditEvent', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id.')
output resourceId string = vault.id

@description('Name of the vault.')
output name string = vault.name
