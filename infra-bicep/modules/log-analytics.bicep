metadata name = 'Log Analytics workspace'
metadata description = 'Holds figures, readings of secrets and the lines that the program itself sends; who asks it is logged too.'

import { tagsType } from '../types.bicep'

@description('Name of the workspace.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@minValue(30)
@maxValue(730)
@description('Days that lines are kept.')
param retentionInDays int

@minValue(1)
@description('GB a day at most, a brake on cost and on a flood of lines.')
param dailyQuotaGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    workspaceCapping: { dailyQuotaGb: dailyQuotaGb }
    features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

#disable-next-line use-recent-api-versions // the last version that takes a name of one's own
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: workspace
  name: 'questions'
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'Audit', enabled: true }]
  }
}

@description('Resource id.')
output resourceId string = workspace.id
