metadata name = 'Storage account'
metadata description = 'An account that answers to identities alone: no account key, no public blob, TLS 1.2 and later. Nothing is ever logged per request: that would record who visited when.'

import { tagsType } from '../types.bicep'

@description('Name of the account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS'])
@description('Where copies lie: one building, three zones, or also another region (RAGZRS: readable there).')
param skuName string

@description('Tables to create.')
param tables string[] = []

@description('Queues to create.')
param queues string[] = []

@description('Blob containers to create; immutableDays above 0 forbids changing and deleting for that long, adding goes on.')
param containers containerType[] = []

@minValue(0)
@maxValue(34)
@description('Days for which deleted blobs and containers can be brought back; versions before the current one go 35 days after they were written, less these. 0: neither versions nor bringing back.')
param recoverableDays int = 0

@description('False: only private endpoints and the addresses below reach the account.')
param publicNetworkAccess bool = true

@description('Addresses that still reach a closed account, for the officer; a single one without a prefix length.')
param allowedAddresses string[] = []

@description('True: policies of immutability were locked by hand and are left alone; Azure refuses to write a locked one again.')
param immutabilityLocked bool = false

@description('Forbids deleting the account until somebody removes the lock.')
param lock bool = false

@description('Workspace for figures of capacity and transactions; no log of requests is sent.')
param workspaceResourceId string

@export()
type containerType = {
  @description('Name of the container.')
  name: string

  @description('Days during which a blob can be neither changed nor deleted.')
  immutableDays: int
}

var recoverable = recoverableDays > 0

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: skuName }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    allowedCopyScope: 'AAD'
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicNetworkAccess || !empty(allowedAddresses) ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: publicNetworkAccess ? 'Allow' : 'Deny'
      ipRules: [for address in allowedAddresses: { value: address, action: 'Allow' }]
    }
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
        queue: { enabled: true, keyType: 'Account' }
        table: { enabled: true, keyType: 'Account' }
      }
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: recoverable
    deleteRetentionPolicy: recoverable ? { enabled: true, days: max(recoverableDays, 1), allowPermanentDelete: false } : { enabled: false }
    containerDeleteRetentionPolicy: recoverable ? { enabled: true, days: max(recoverableDays, 1) } : { enabled: false }
  }

  resource blobContainers 'containers' = [
    for container in containers: {
      name: container.name
      properties: { publicAccess: 'None' }
    }
  ]
}

resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-01-01' = [
  for container in filter(containers, c => c.immutableDays > 0): if (!immutabilityLocked) {
    name: '${account.name}/default/${container.name}/default'
    properties: {
      immutabilityPeriodSinceCreationInDays: container.immutableDays
      allowProtectedAppendWrites: true
    }
    dependsOn: [blobService::blobContainers]
  }
]

// Only what somebody overwrote goes by itself. What is current is deleted by the program alone, by the rules of retention.
resource oldVersions 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = if (recoverable) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-versions'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: {
              version: { delete: { daysAfterCreationGreaterThan: 35 - recoverableDays } }
              snapshot: { delete: { daysAfterCreationGreaterThan: 35 - recoverableDays } }
            }
          }
        }
      ]
    }
  }
  dependsOn: [blobService]
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'

  resource storageQueues 'queues' = [for queue in queues: { name: queue }]
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'

  resource storageTables 'tables' = [for table in tables: { name: table }]
}

resource accountLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  scope: account
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the record of people in need. Remove the lock only on purpose.'
  }
}

#disable-next-line use-recent-api-versions // the last version that takes a name of one's own
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'figures'
  properties: {
    workspaceId: workspaceResourceId
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

@description('Resource id.')
output resourceId string = account.id

@description('Name of the account.')
output name string = account.name
