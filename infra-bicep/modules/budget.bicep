metadata name = 'Budget'
metadata description = 'Tells when the resource group costs more than planned. It stops nothing.'

@description('Name of the budget.')
param name string

@minValue(1)
@description('Planned cost a month, in the currency of the subscription.')
param amount int

@description('First day of a month, yyyy-MM-dd; not before the month of the first deployment, and never changed afterwards.')
param startDate string

@description('Addresses that get a mail.')
param emails string[]

@description('Who else is told.')
param actionGroupResourceId string

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      spent80: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: emails
        contactGroups: [actionGroupResourceId]
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: emails
        contactGroups: [actionGroupResourceId]
      }
    }
  }
}
