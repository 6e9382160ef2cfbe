metadata name = 'Alert on a figure'
metadata description = 'Fires when the total of a figure of one resource passes a limit.'

import { tagsType } from '../types.bicep'

@description('Name of the rule.')
param name string

@description('Tags.')
param tags tagsType

@description('What it means and what to do first.')
param alertDescription string

@minValue(0)
@maxValue(4)
@description('0: people may be in danger because of it; 1: today; 2: this week.')
param severity int

@description('Resource that the figure is of.')
param targetResourceId string

@description('Kind of the resource, which names its figures.')
param metricNamespace string

@description('Name of the figure.')
param metricName string

@allowed(['Average', 'Maximum', 'Total'])
@description('How values within the window are put together.')
param aggregation string

@allowed(['GreaterThan', 'LessThan'])
@description('On which side of the limit it fires.')
param operator string

@description('The limit.')
param threshold int

@allowed(['PT5M', 'PT15M', 'PT30M', 'PT1H'])
@description('How far one look goes back.')
param windowSize string

@description('Who is told.')
param actionGroupResourceId string

resource rule 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    description: alertDescription
    severity: severity
    enabled: true
    scopes: [targetResourceId]
    evaluationFrequency: 'PT5M'
    windowSize: windowSize
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: metricName
          metricNamespace: metricNamespace
          metricName: metricName
          timeAggregation: aggregation
          operator: operator
          threshold: threshold
          // A resource that has not run yet does not know its figures.
          skipMetricValidation: true
        }
      ]
    }
    autoMitigate: true
    actions: [{ actionGroupId: actionGroupResourceId }]
  }
}
