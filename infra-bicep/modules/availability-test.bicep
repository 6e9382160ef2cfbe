metadata name = 'Availability test'
metadata description = 'Asks an app from several places whether it is ready, and looks at how long its certificate still holds; an alert fires where two places fail.'

import { tagsType } from '../types.bicep'

@description('Name of the test.')
param name string

@description('Region of the Application Insights component.')
param location string

@description('Tags.')
param tags tagsType

@description('Name of the Application Insights component that the test belongs to.')
param applicationInsightsName string

@description('Full address to ask.')
param url string

@minValue(7)
@maxValue(90)
@description('Days that the certificate must still hold.')
param certificateDays int = 21

@description('Places that ask.')
param places string[]

@description('Who is told.')
param actionGroupResourceId string

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: name
  location: location
  tags: union(tags, { 'hidden-link:${component.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: name
    Name: name
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 60
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: { RequestUrl: url, HttpVerb: 'GET', ParseDependentRequests: false, FollowRedirects: false }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      IgnoreHttpStatusCode: false
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: certificateDays
    }
  }
}

resource rule 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: 'alert-${name}'
  location: 'global'
  tags: tags
  properties: {
    description: '${url} does not answer 200, or its certificate ends within ${certificateDays} days. See docs/operations.md, "not available".'
    severity: 0
    enabled: true
    scopes: [test.id, component.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: component.id
      failedLocationCount: 2
    }
    autoMitigate: true
    actions: [{ actionGroupId: actionGroupResourceId }]
  }
}
