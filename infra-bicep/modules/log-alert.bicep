metadata name = 'Alert on lines of the program'
metadata description = 'Fires when the program has written a line with one of these event ids, or has written none where one is expected.'

import { tagsType } from '../types.bicep'

@description('Name of the rule.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@description('What it means and what to do first.')
param alertDescription string

@minValue(0)
@maxValue(4)
@description('0: people may be in danger because of it; 1: today; 2: this week.')
param severity int

@description('Event ids of the program.')
param eventIds int[]

@description('Further condition in the query language, beginning with "| where".')
param condition string = ''

@description('True: it fires where no such line came.')
param expected bool = false

@allowed(['PT5M', 'PT15M', 'PT30M', 'PT1H'])
@description('How far one look goes back, and the time until the next one.')
param windowSize string

@description('Workspace to ask.')
param workspaceResourceId string

@description('Who is told.')
param actionGroupResourceId string

resource rule 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: name
    description: alertDescription
    severity: severity
    enabled: true
    scopes: [workspaceResourceId]
    evaluationFrequency: windowSize
    windowSize: windowSize
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where toint(Properties.EventId) in (${join(map(eventIds, id => string(id)), ', ')}) ${condition}'
          timeAggregation: 'Count'
          operator: expected ? 'LessThan' : 'GreaterThan'
          threshold: expected ? 1 : 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    // A new workspace has no such table before the first line.
    skipQueryValidation: true
    actions: { actionGroups: [actionGroupResourceId] }
  }
}
