metadata name = 'One province'
metadata description = 'Everything that one deployment needs: two apps of one package, the record, the keys, the watch over them.'

targetScope = 'subscription'

import { tagsType } from 'types.bicep'
import { builtInRoles, nameOf, plainNameOf } from 'names.bicep'
import { backSettings, busType, keyGenerationsType, publicSettings, referralsType, siteType } from 'settings.bicep'
import { logAlerts } from 'alerts.bicep'
import { queries } from 'queries.bicep'
import { phoneType } from 'modules/action-group.bicep'

@minLength(2)
@maxLength(12)
@description('Name of the environment, which azd knows as AZURE_ENV_NAME. It is part of host names: it must not say what the system is about.')
param environmentName string

@minLength(2)
@maxLength(10)
@description('Neutral name of the system; part of host names.')
param workload string = 'phoihop'

@description('Region. None lies in Vietnam: see docs/operations.md before going live.')
param location string

@description('Tags on everything.')
param tags tagsType = {}

@description('Size of the public app.')
param publicApp publicAppType

@description('Size of the back app.')
param backApp backAppType

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS'])
@description('Where copies of the record lie.')
param recordRedundancy string

@minValue(1)
@maxValue(34)
@description('Days for which deleted blobs and containers can be brought back. Versions and this together never pass 35 days.')
param recoverableDays int = 28

@minValue(1)
@description('Days during which heads of the audit chain can be neither changed nor deleted.')
param auditDays int = 365

@description('True once the policy of the audit heads was locked by hand: it can then only be prolonged, and is left alone.')
param auditLocked bool = false

@description('What the program is told.')
param site siteType

@description('Generations of keys.')
param keys keyGenerationsType = {
  receipt: [{ generation: '1', rounds: 120000 }]
  receiptCurrent: '1'
  office: ['1']
  officeCurrent: '1'
}

@description('Times of the machinery behind referrals.')
param referrals referralsType = {
  sweepAfterMinutes: 15
  removeOrphansAfterHours: 24
  linkDays: 60
  repeatMailAfterSeconds: 300
  retryAfterSeconds: 5
  retryAtMostMinutes: 60
}

@description('Object id of the person or group that writes secrets and loads the directory, for example who deploys; empty: nobody through this deployment.')
param officerObjectId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
@description('What the officer is.')
param officerKind string = 'User'

@description('True: the record and the keys are reached through a virtual network alone.')
param privateNetwork bool = false

@description('Address range of the network.')
param networkRange string = '10.20.0.0/24'

@description('Addresses from which the officer reaches the closed record and closed key vaults; empty again once the work is done.')
param officerAddresses string[] = []

@allowed(['None', 'Standard', 'Premium'])
@description('Service Bus for a province that has outgrown Storage queues. Private endpoints need Premium.')
param serviceBus string = 'None'

@description('True: new messages go to Service Bus. Both kinds of queues are listened to as long as there is a namespace, so it can be changed at any time; take the namespace away a week after the last message was sent there.')
param sendByServiceBus bool = false

@description('Host name of the public pages; empty: the one of Azure.')
param publicHostName string = ''

@description('Host name of the links in mails; empty: the one of Azure.')
param backHostName string = ''

@description('Binds the host names and asks for certificates. Once they are bound, false leaves them alone: each binding anew is some seconds without a certificate.')
param bindHostNames bool = true

@description('Spreads the instances of both apps over zones, where the region has them; then always-ready numbers are 0 or at least 2.')
param zoneRedundant bool = false

@minLength(1)
@description('Addresses that get alerts.')
param alertEmails string[]

@description('Mobile numbers that get alerts.')
param alertPhones phoneType[] = []

@minValue(1)
@description('Planned cost a month, in the currency of the subscription.')
param monthlyBudget int

@description('First day of the month of the first deployment, yyyy-MM-dd; never changed afterwards.')
param budgetStart string

@description('False: no budget. A new subscription may refuse one during its first two days.')
param withBudget bool = true

@minValue(30)
@maxValue(730)
@description('Days that lines and figures are kept.')
param logDays int = 90

@description('Forbids deleting the record and the keys until somebody removes the locks.')
param locks bool = true

@description('Size of the public app.')
type publicAppType = {
  @description('Memory of an instance in MB.')
  instanceMemoryMB: 512 | 2048 | 4096

  @minValue(40)
  @maxValue(1000)
  @description('Instances at most.')
  maximumInstanceCount: int

  @description('Instances that are always ready for pages.')
  alwaysReadyHttp: int
}

@description('Size of the back app.')
type backAppType = {
  @description('Memory of an instance in MB.')
  instanceMemoryMB: 512 | 2048 | 4096

  @minValue(40)
  @maxValue(1000)
  @description('Instances at most.')
  maximumInstanceCount: int

  @description('Instances that are always ready for links.')
  alwaysReadyHttp: int

  @description('Instances that are always ready for CarryOutCase, which asks for help.')
  alwaysReadyCarryOutCase: int
}

var token = uniqueString(subscription().id, environmentName, location)
var allTags = union(tags, { 'azd-env-name': environmentName })

var names = {
  workspace: nameOf('log', workload, environmentName, token, 63)
  applicationInsights: nameOf('appi', workload, environmentName, token, 255)
  actionGroup: nameOf('ag', workload, environmentName, token, 260)
  budget: nameOf('budget', workload, environmentName, token, 63)
  record: plainNameOf('st', token, 'rec', 24)
  publicHost: plainNameOf('st', token, 'pub', 24)
  backHost: plainNameOf('st', token, 'back', 24)
  publicVault: plainNameOf('kv', token, 'pub', 24)
  backVault: plainNameOf('kv', token, 'back', 24)
  sharedVault: plainNameOf('kv', token, 'both', 24)
  publicIdentity: nameOf('id-p', workload, environmentName, token, 128)
  backIdentity: nameOf('id-b', workload, environmentName, token, 128)
  publicPlan: nameOf('asp-p', workload, environmentName, token, 60)
  backPlan: nameOf('asp-b', workload, environmentName, token, 60)
  publicApp: nameOf('func-p', workload, environmentName, token, 60)
  backApp: nameOf('func-b', workload, environmentName, token, 60)
  serviceBus: nameOf('sbns', workload, environmentName, token, 50)
  network: nameOf('vnet', workload, environmentName, token, 64)
  gateway: nameOf('ng', workload, environmentName, token, 80)
  gatewayAddress: nameOf('pip', workload, environmentName, token, 80)
}

// As in Storage/StorageNames.cs; a test compares them.
var tables = ['cases', 'links', 'mailrefs', 'due', 'casefacts', 'directory', 'periods', 'heads', 'registers']
var workQueues = ['case-work', 'build-report']
var poisonQueues = ['case-work-poison', 'build-report-poison']
var containers = ['reports', 'open-data', 'keyring-public', 'keyring-back', 'quarantine', 'attachments']

// Nothing in it can be changed for a time; heads of the hash chains are written here.
var auditContainer = 'audit-heads'
var packageContainer = 'package'

var officer = empty(officerObjectId) ? null : { name: 'officer', objectId: officerObjectId, kind: officerKind }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${workload}-${environmentName}'
  location: location
  tags: allTags
}

// --- Who ---------------------------------------------------------------------------------------------------------------------------

module publicIdentity 'modules/identity.bicep' = {
  scope: group
  params: { name: names.publicIdentity, location: location, tags: allTags }
}

module backIdentity 'modules/identity.bicep' = {
  scope: group
  params: { name: names.backIdentity, location: location, tags: allTags }
}

var publicPrincipal = { name: names.publicIdentity, objectId: publicIdentity.outputs.principalId, kind: 'ServicePrincipal' }
var backPrincipal = { name: names.backIdentity, objectId: backIdentity.outputs.principalId, kind: 'ServicePrincipal' }

// --- The watch ---------------------------------------------------------------------------------------------------------------------

module workspace 'modules/log-analytics.bicep' = {
  scope: group
  params: { name: names.workspace, location: location, tags: allTags, retentionInDays: logDays, dailyQuotaGb: 1 }
}

module applicationInsights 'modules/application-insights.bicep' = {
  scope: group
  params: {
    name: names.applicationInsights
    location: location
    tags: allTags
    workspaceResourceId: workspace.outputs.resourceId
    senders: [publicPrincipal, backPrincipal]
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    displayName: '${workload} ${environmentName}: work'
    location: location
    tags: allTags
    workspaceResourceId: workspace.outputs.resourceId
    queries: queries
  }
}

module savedQueries 'modules/saved-queries.bicep' = {
  scope: group
  params: { workspaceName: names.workspace, category: workload, queries: queries }
  dependsOn: [workspace]
}

// --- The record --------------------------------------------------------------------------------------------------------------------

module record 'modules/storage-account.bicep' = {
  scope: group
  params: {
    name: names.record
    location: location
    tags: allTags
    skuName: recordRedundancy
    tables: tables
    queues: concat(workQueues, poisonQueues)
    containers: concat(map(containers, name => { name: name, immutableDays: 0 }), [{ name: auditContainer, immutableDays: auditDays }])
    recoverableDays: recoverableDays
    immutabilityLocked: auditLocked
    publicNetworkAccess: !privateNetwork
    allowedAddresses: officerAddresses
    lock: locks
    workspaceResourceId: workspace.outputs.resourceId
  }
}

// The built-in role for tables also deletes; whoever breaks the public pages must not be able to erase the record.
var rowWriter = guid(group.id, 'writer of rows')

module rowWriterRole 'modules/role-definition.bicep' = {
  scope: group
  params: {
    roleId: rowWriter
    roleName: '${workload} ${environmentName} ${token}: writer of rows'
    roleDescription: 'Reads, adds and changes rows of tables, and deletes none.'
    dataActions: [
      'Microsoft.Storage/storageAccounts/tableServices/tables/entities/read'
      'Microsoft.Storage/storageAccounts/tableServices/tables/entities/add/action'
      'Microsoft.Storage/storageAccounts/tableServices/tables/entities/update/action'
    ]
  }
}

// Files of the nightly check are added and never changed, whatever the container still allows.
var fileAdder = guid(group.id, 'adder of files')

module fileAdderRole 'modules/role-definition.bicep' = {
  scope: group
  params: {
    roleId: fileAdder
    roleName: '${workload} ${environmentName} ${token}: adder of files'
    roleDescription: 'Reads and adds blobs, and changes or deletes none.'
    dataActions: [
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'
    ]
  }
}

// Files that people send. Nobody who breaks the public pages can read them, or delete what others sent.
var fileDropper = guid(group.id, 'dropper of files')

module fileDropperRole 'modules/role-definition.bicep' = {
  scope: group
  params: {
    roleId: fileDropper
    roleName: '${workload} ${environmentName} ${token}: dropper of files'
    roleDescription: 'Writes blobs, and reads or deletes none.'
    dataActions: [
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'
      'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'
    ]
  }
}

// Who takes a message renews it while it works and lets it go when it failed: both are changes, which no built-in role short of deleting allows.
var messageChanger = guid(group.id, 'changer of messages')

module messageChangerRole 'modules/role-definition.bicep' = {
  scope: group
  params: {
    roleId: messageChanger
    roleName: '${workload} ${environmentName} ${token}: changer of messages'
    roleDescription: 'Sends queue messages and changes when they come again.'
    dataActions: ['Microsoft.Storage/storageAccounts/queueServices/queues/messages/write']
  }
}

module publicRecordRoles 'modules/storage-roles.bicep' = {
  scope: group
  params: {
    storageAccountName: names.record
    principalName: names.publicIdentity
    principalId: publicIdentity.outputs.principalId
    tables: [
      { name: 'cases', role: rowWriter }
      { name: 'directory', role: builtInRoles.tableDataReader }
    ]
    queues: [{ name: 'case-work', role: builtInRoles.queueDataMessageSender }]
    containers: [
      { name: 'keyring-public', role: builtInRoles.blobDataContributor }
      { name: 'open-data', role: builtInRoles.blobDataReader }
      { name: 'quarantine', role: fileDropper }
    ]
  }
  dependsOn: [record, rowWriterRole, fileDropperRole]
}

module backRecordRoles 'modules/storage-roles.bicep' = {
  scope: group
  params: {
    storageAccountName: names.record
    principalName: names.backIdentity
    principalId: backIdentity.outputs.principalId
    tables: [
      { name: 'cases', role: builtInRoles.tableDataContributor }
      { name: 'links', role: builtInRoles.tableDataContributor }
      { name: 'mailrefs', role: builtInRoles.tableDataContributor }
      { name: 'due', role: builtInRoles.tableDataContributor }
      { name: 'casefacts', role: builtInRoles.tableDataContributor }
      { name: 'periods', role: builtInRoles.tableDataContributor }
      { name: 'heads', role: builtInRoles.tableDataContributor }
      { name: 'registers', role: builtInRoles.tableDataContributor }
      { name: 'directory', role: builtInRoles.tableDataReader }
    ]
    // The host reads the queue's length, takes messages and, after five failures, makes sure of the poison queue and sends there.
    queues: concat(
      map(workQueues, queue => { name: queue, role: builtInRoles.queueDataReader }),
      map(workQueues, queue => { name: queue, role: builtInRoles.queueDataMessageProcessor }),
      map(workQueues, queue => { name: queue, role: messageChanger }),
      map(poisonQueues, queue => { name: queue, role: builtInRoles.queueDataContributor })
    )
    containers: [
      { name: 'reports', role: builtInRoles.blobDataContributor }
      { name: 'open-data', role: builtInRoles.blobDataContributor }
      { name: 'keyring-back', role: builtInRoles.blobDataContributor }
      { name: 'quarantine', role: builtInRoles.blobDataContributor }
      { name: 'attachments', role: builtInRoles.blobDataContributor }
      { name: auditContainer, role: fileAdder }
    ]
  }
  dependsOn: [record, fileAdderRole, messageChangerRole]
}

module officerRecordRoles 'modules/storage-roles.bicep' = if (!empty(officerObjectId)) {
  scope: group
  params: {
    storageAccountName: names.record
    principalName: 'officer'
    principalId: officerObjectId
    principalKind: officerKind
    tables: [{ name: 'directory', role: builtInRoles.tableDataContributor }]
  }
  dependsOn: [record]
}

// --- The keys ----------------------------------------------------------------------------------------------------------------------

module publicVault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    name: names.publicVault
    location: location
    tags: allTags
    readers: [publicPrincipal]
    officer: officer
    publicNetworkAccess: !privateNetwork
    allowedAddresses: officerAddresses
    lock: locks
    workspaceResourceId: workspace.outputs.resourceId
  }
}

module backVault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    name: names.backVault
    location: location
    tags: allTags
    readers: [backPrincipal]
    officer: officer
    publicNetworkAccess: !privateNetwork
    allowedAddresses: officerAddresses
    lock: locks
    workspaceResourceId: workspace.outputs.resourceId
  }
}

module sharedVault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    name: names.sharedVault
    location: location
    tags: allTags
    readers: [publicPrincipal, backPrincipal]
    officer: officer
    publicNetworkAccess: !privateNetwork
    allowedAddresses: officerAddresses
    lock: locks
    workspaceResourceId: workspace.outputs.resourceId
  }
}

// --- The network, where it is private ----------------------------------------------------------------------------------------------

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: names.network
    gatewayName: names.gateway
    addressName: names.gatewayAddress
    location: location
    tags: allTags
    addressPrefix: networkRange
  }
}

var privateServices = concat(
  [
    { service: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}' }
    { service: 'queue', zone: 'privatelink.queue.${environment().suffixes.storage}' }
    { service: 'table', zone: 'privatelink.table.${environment().suffixes.storage}' }
    { service: 'vault', zone: 'privatelink.vaultcore.azure.net' }
  ],
  serviceBus == 'Premium' ? [{ service: 'namespace', zone: 'privatelink.servicebus.windows.net' }] : []
)

module zones 'modules/private-dns-zone.bicep' = [
  for item in privateServices: if (privateNetwork) {
    scope: group
    params: { name: item.zone, tags: allTags, networkResourceId: network!.outputs.resourceId }
  }
]

module recordEndpoints 'modules/private-endpoint.bicep' = [
  for (service, i) in ['blob', 'queue', 'table']: if (privateNetwork) {
    scope: group
    params: {
      name: 'pep-${names.record}-${service}'
      location: location
      tags: allTags
      targetResourceId: record.outputs.resourceId
      service: service
      subnetResourceId: network!.outputs.endpointSubnetResourceId
      dnsZoneResourceId: zones[i]!.outputs.resourceId
    }
  }
]

module publicVaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'pep-${names.publicVault}'
    location: location
    tags: allTags
    targetResourceId: publicVault.outputs.resourceId
    service: 'vault'
    subnetResourceId: network!.outputs.endpointSubnetResourceId
    dnsZoneResourceId: zones[3]!.outputs.resourceId
  }
}

module backVaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'pep-${names.backVault}'
    location: location
    tags: allTags
    targetResourceId: backVault.outputs.resourceId
    service: 'vault'
    subnetResourceId: network!.outputs.endpointSubnetResourceId
    dnsZoneResourceId: zones[3]!.outputs.resourceId
  }
}

module sharedVaultEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'pep-${names.sharedVault}'
    location: location
    tags: allTags
    targetResourceId: sharedVault.outputs.resourceId
    service: 'vault'
    subnetResourceId: network!.outputs.endpointSubnetResourceId
    dnsZoneResourceId: zones[3]!.outputs.resourceId
  }
}

// --- Service Bus, where the province has outgrown Storage queues -------------------------------------------------------------------

module bus 'modules/service-bus.bicep' = if (serviceBus != 'None') {
  scope: group
  params: {
    name: names.serviceBus
    location: location
    tags: allTags
    skuName: serviceBus == 'Premium' ? 'Premium' : 'Standard'
    queues: workQueues
    senders: [
      { queue: 'case-work', principal: publicPrincipal }
      { queue: 'case-work', principal: backPrincipal }
      { queue: 'build-report', principal: backPrincipal }
    ]
    receivers: [
      { queue: 'case-work', principal: backPrincipal }
      { queue: 'build-report', principal: backPrincipal }
    ]
    publicNetworkAccess: !(privateNetwork && serviceBus == 'Premium')
    workspaceResourceId: workspace.outputs.resourceId
  }
}

module busEndpoint 'modules/private-endpoint.bicep' = if (privateNetwork && serviceBus == 'Premium') {
  scope: group
  params: {
    name: 'pep-${names.serviceBus}'
    location: location
    tags: allTags
    targetResourceId: bus!.outputs.resourceId
    service: 'namespace'
    subnetResourceId: network!.outputs.endpointSubnetResourceId
    dnsZoneResourceId: zones[4]!.outputs.resourceId
  }
}

var busSettings busType = {
  namespace: serviceBus == 'None' ? '' : '${names.serviceBus}.servicebus.windows.net'
  send: serviceBus != 'None' && sendByServiceBus
}

// --- The two apps. Each has a host account of its own: whoever could write the other's package would be the other. ------------------

module publicHost 'modules/storage-account.bicep' = {
  scope: group
  params: {
    name: names.publicHost
    location: location
    tags: allTags
    skuName: recordRedundancy == 'Standard_LRS' ? 'Standard_LRS' : 'Standard_ZRS'
    containers: [{ name: packageContainer, immutableDays: 0 }]
    workspaceResourceId: workspace.outputs.resourceId
  }
}

module backHost 'modules/storage-account.bicep' = {
  scope: group
  params: {
    name: names.backHost
    location: location
    tags: allTags
    skuName: recordRedundancy == 'Standard_LRS' ? 'Standard_LRS' : 'Standard_ZRS'
    containers: [{ name: packageContainer, immutableDays: 0 }]
    workspaceResourceId: workspace.outputs.resourceId
  }
}

// What Azure Functions asks for on its own account: leases and keys in blobs, queues and tables of its own.
var hostRoles = [builtInRoles.blobDataOwner, builtInRoles.queueDataContributor, builtInRoles.tableDataContributor]

module publicHostRoles 'modules/storage-roles.bicep' = {
  scope: group
  params: { storageAccountName: names.publicHost, principalName: names.publicIdentity, principalId: publicIdentity.outputs.principalId, account: hostRoles }
  dependsOn: [publicHost]
}

module backHostRoles 'modules/storage-roles.bicep' = {
  scope: group
  params: { storageAccountName: names.backHost, principalName: names.backIdentity, principalId: backIdentity.outputs.principalId, account: hostRoles }
  dependsOn: [backHost]
}

module publicPlan 'modules/function-plan.bicep' = {
  scope: group
  params: { name: names.publicPlan, location: location, tags: allTags, zoneRedundant: zoneRedundant }
}

module backPlan 'modules/function-plan.bicep' = {
  scope: group
  params: { name: names.backPlan, location: location, tags: allTags, zoneRedundant: zoneRedundant }
}

module publicFunctionApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    name: names.publicApp
    location: location
    tags: union(allTags, { 'azd-service-name': 'public' })
    planResourceId: publicPlan.outputs.resourceId
    identityResourceId: publicIdentity.outputs.resourceId
    identityClientId: publicIdentity.outputs.clientId
    hostStorageAccountName: names.publicHost
    deploymentContainerName: packageContainer
    instanceMemoryMB: publicApp.instanceMemoryMB
    maximumInstanceCount: publicApp.maximumInstanceCount
    alwaysReady: [{ name: 'http', instanceCount: publicApp.alwaysReadyHttp }]
    settings: publicSettings(names.record, publicIdentity.outputs.clientId, busSettings, site, keys, names.publicVault, names.sharedVault)
    applicationInsightsName: names.applicationInsights
    hostName: publicHostName
    subnetResourceId: privateNetwork ? network!.outputs.publicSubnetResourceId : ''
    workspaceResourceId: workspace.outputs.resourceId
  }
  dependsOn: [applicationInsights, publicHostRoles, publicRecordRoles, publicVault, sharedVault]
}

module backFunctionApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    name: names.backApp
    location: location
    tags: union(allTags, { 'azd-service-name': 'back' })
    planResourceId: backPlan.outputs.resourceId
    identityResourceId: backIdentity.outputs.resourceId
    identityClientId: backIdentity.outputs.clientId
    hostStorageAccountName: names.backHost
    deploymentContainerName: packageContainer
    instanceMemoryMB: backApp.instanceMemoryMB
    maximumInstanceCount: backApp.maximumInstanceCount
    alwaysReady: [
      { name: 'http', instanceCount: backApp.alwaysReadyHttp }
      // Each function scales by itself; the one that is sent to must not need a start.
      { name: 'function:CarryOutCase', instanceCount: busSettings.send ? 0 : backApp.alwaysReadyCarryOutCase }
      { name: 'function:CarryOutCaseFromBus', instanceCount: busSettings.send ? backApp.alwaysReadyCarryOutCase : 0 }
    ]
    settings: backSettings(names.record, backIdentity.outputs.clientId, busSettings, site, keys, referrals, names.backVault, names.sharedVault)
    applicationInsightsName: names.applicationInsights
    hostName: backHostName
    subnetResourceId: privateNetwork ? network!.outputs.backSubnetResourceId : ''
    workspaceResourceId: workspace.outputs.resourceId
  }
  dependsOn: [applicationInsights, backHostRoles, backRecordRoles, backVault, sharedVault]
}

module publicDomain 'modules/custom-domain.bicep' = if (!empty(publicHostName) && bindHostNames) {
  scope: group
  params: {
    appName: names.publicApp
    planResourceId: publicPlan.outputs.resourceId
    hostName: publicHostName
    location: location
    tags: allTags
  }
  dependsOn: [publicFunctionApp]
}

module backDomain 'modules/custom-domain.bicep' = if (!empty(backHostName) && bindHostNames) {
  scope: group
  params: {
    appName: names.backApp
    planResourceId: backPlan.outputs.resourceId
    hostName: backHostName
    location: location
    tags: allTags
  }
  dependsOn: [backFunctionApp]
}

// --- Alerts ------------------------------------------------------------------------------------------------------------------------

module actionGroup 'modules/action-group.bicep' = {
  scope: group
  params: { name: names.actionGroup, shortName: take(workload, 12), tags: allTags, emails: alertEmails, phones: alertPhones }
}

module lineAlerts 'modules/log-alert.bicep' = [
  for alert in logAlerts: {
    scope: group
    params: {
      name: 'alert-${alert.name}-${token}'
      location: location
      tags: allTags
      alertDescription: alert.description
      severity: alert.severity
      eventIds: alert.eventIds
      condition: alert.condition
      windowSize: alert.windowSize
      expected: alert.expected
      workspaceResourceId: workspace.outputs.resourceId
      actionGroupResourceId: actionGroup.outputs.resourceId
    }
  }
]

module deadLetterAlert 'modules/metric-alert.bicep' = if (serviceBus != 'None') {
  scope: group
  params: {
    name: 'alert-dead-letters-${token}'
    tags: allTags
    alertDescription: 'A message of Service Bus was delivered five times and never came to an end: the program died of it, or was killed over it.'
    severity: 1
    targetResourceId: bus!.outputs.resourceId
    metricNamespace: 'Microsoft.ServiceBus/namespaces'
    metricName: 'DeadletteredMessages'
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
    windowSize: 'PT5M'
    actionGroupResourceId: actionGroup.outputs.resourceId
  }
}

var places = ['apac-sg-sin-azr', 'apac-hk-hkn-azr', 'apac-jp-kaw-edge']

module publicAvailability 'modules/availability-test.bicep' = {
  scope: group
  params: {
    name: 'ready-public-${token}'
    location: location
    tags: allTags
    applicationInsightsName: names.applicationInsights
    url: '${publicFunctionApp.outputs.address}/health/ready'
    places: places
    actionGroupResourceId: actionGroup.outputs.resourceId
  }
}

module backAvailability 'modules/availability-test.bicep' = {
  scope: group
  params: {
    name: 'ready-back-${token}'
    location: location
    tags: allTags
    applicationInsightsName: names.applicationInsights
    url: '${backFunctionApp.outputs.address}/health/ready'
    places: places
    actionGroupResourceId: actionGroup.outputs.resourceId
  }
}

module budget 'modules/budget.bicep' = if (withBudget) {
  scope: group
  params: {
    name: names.budget
    amount: monthlyBudget
    startDate: budgetStart
    emails: alertEmails
    actionGroupResourceId: actionGroup.outputs.resourceId
  }
}

@description('Group that holds everything.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Address of the public pages.')
output PUBLIC_ADDRESS string = publicFunctionApp.outputs.address

@description('Address of the links in mails and of the mail service\'s events.')
output BACK_ADDRESS string = backFunctionApp.outputs.address

@description('Vault of the public app.')
output PUBLIC_VAULT string = names.publicVault

@description('Vault of the back app.')
output BACK_VAULT string = names.backVault

@description('Vault of keys that both apps read.')
output SHARED_VAULT string = names.sharedVault

@description('Account of the record.')
output RECORD_ACCOUNT string = names.record
