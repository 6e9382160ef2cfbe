metadata name = 'Function app on Flex Consumption'
metadata description = 'One of the two apps of the one package: a custom handler on Linux, with an identity of its own, HTTPS alone, no publishing by password and no log of requests.'

import { settingsType, tagsType } from '../types.bicep'

@description('Name of the app, which is also its first host name.')
param name string

@description('Region.')
param location string

@description('Tags; azd-service-name says which service of azure.yaml is deployed here.')
param tags tagsType

@description('Resource id of its plan.')
param planResourceId string

@description('Resource id of its identity.')
param identityResourceId string

@description('Client id of its identity.')
param identityClientId string

@description('Account for locks and keys of the Functions host and for the package.')
param hostStorageAccountName string

@description('Container of the package.')
param deploymentContainerName string

@allowed([512, 2048, 4096])
@description('Memory of an instance in MB.')
param instanceMemoryMB int

@minValue(40)
@maxValue(1000)
@description('Instances at most; Azure takes no lower limit than 40.')
param maximumInstanceCount int

@description('Instances that are always ready, by scale group ("http") or function ("function:<name>").')
param alwaysReady alwaysReadyType[] = []

@description('Settings of the program, without what this module sets for the host.')
param settings settingsType

@description('Name of the Application Insights component that the program sends its own lines to.')
param applicationInsightsName string

@description('Host name that people use; empty: the one of Azure.')
param hostName string = ''

@description('Subnet that outgoing traffic takes; empty: none.')
param subnetResourceId string = ''

@description('Workspace for figures; no log is sent: it would record visitors.')
param workspaceResourceId string

@description('Instances that are always ready.')
type alwaysReadyType = {
  @description('"http" or "function:<name>".')
  name: string

  @description('How many.')
  instanceCount: int
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityResourceId}': {} }
  }
  properties: {
    serverFarmId: planResourceId
    httpsOnly: true
    clientAffinityEnabled: false
    clientCertEnabled: false
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityResourceId
    virtualNetworkSubnetId: empty(subnetResourceId) ? null : subnetResourceId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${hostStorageAccountName}.blob.${environment().suffixes.storage}/${deploymentContainerName}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityResourceId
          }
        }
      }
      runtime: { name: 'custom', version: '1.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: filter(alwaysReady, group => group.instanceCount > 0)
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      httpLoggingEnabled: false
      detailedErrorLoggingEnabled: false
      requestTracingEnabled: false
      remoteDebuggingEnabled: false
    }
  }
}

// Publishing by user name and password, off for both ways in.
resource ftpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

// The host sets FUNCTIONS_CUSTOMHANDLER_PORT itself, and the worker runtime stands above. The host gets no connection to Application
// Insights: it would record paths, addresses and user agents.
resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, {
    AzureWebJobsStorage__accountName: hostStorageAccountName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    AzureWebJobsDisableHomepage: 'true'
    Telemetry__ConnectionString: applicationInsights.properties.ConnectionString
    Public__BaseUrl: 'https://${empty(hostName) ? app.properties.defaultHostName : hostName}'
  })
}

#disable-next-line use-recent-api-versions // the last version that takes a name of one's own
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'figures'
  properties: {
    workspaceId: workspaceResourceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Resource id.')
output resourceId string = app.id

@description('Address that people open, without a path.')
output address string = 'https://${empty(hostName) ? app.properties.defaultHostName : hostName}'
