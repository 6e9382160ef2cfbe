metadata name = 'Action group'
metadata description = 'Who is told when an alert fires.'

import { tagsType } from '../types.bicep'

@description('Name of the group.')
param name string

@maxLength(12)
@description('Name that a text message shows.')
param shortName string

@description('Tags.')
param tags tagsType

@description('Addresses that get a mail.')
param emails string[]

@description('Mobile numbers that get a text message: country code and number.')
param phones phoneType[] = []

@export()
@description('A mobile number.')
type phoneType = {
  @description('Country code, 84 for Vietnam.')
  countryCode: string

  @description('Number without the leading zero.')
  number: string
}

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: shortName
    emailReceivers: [for (email, i) in emails: { name: 'mail-${i}', emailAddress: email, useCommonAlertSchema: true }]
    smsReceivers: [for (phone, i) in phones: { name: 'phone-${i}', countryCode: phone.countryCode, phoneNumber: phone.number }]
  }
}

@description('Resource id.')
output resourceId string = group.id
