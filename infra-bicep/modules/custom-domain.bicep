metadata name = 'Custom domain'
metadata description = 'Binds a host name to an app, asks for a managed certificate and binds that. The CNAME and the TXT record "asuid.<name>" must be there first.'

import { tagsType } from '../types.bicep'

@description('Name of the app.')
param appName string

@description('Resource id of its plan.')
param planResourceId string

@description('Host name, for example tiepnhan.example.org.')
param hostName string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource binding 'Microsoft.Web/sites/hostNameBindings@2025-03-01' = {
  parent: app
  name: hostName
  properties: {
    siteName: appName
    hostNameType: 'Verified'
    sslState: 'Disabled'
  }
}

resource certificate 'Microsoft.Web/certificates@2025-03-01' = {
  name: 'cert-${hostName}'
  location: location
  tags: tags
  properties: {
    serverFarmId: planResourceId
    canonicalName: hostName
  }
  dependsOn: [binding]
}

// A second pass over the same binding: the certificate can be asked for only once the name is bound.
module secured 'custom-domain-binding.bicep' = {
  params: {
    appName: appName
    hostName: hostName
    thumbprint: certificate.properties.thumbprint
  }
}
