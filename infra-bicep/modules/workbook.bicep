metadata name = 'Workbook'
metadata description = 'The system\'s work on one page: figures and lines of a workspace, for a time that the reader chooses.'

import { queryType } from '../queries.bicep'
import { tagsType } from '../types.bicep'

@description('Name that people read.')
param displayName string

@description('Region.')
param location string

@description('Tags.')
param tags tagsType

@description('Workspace to ask.')
param workspaceResourceId string

@description('What is asked, in this order.')
param queries queryType[]

var time = {
  type: 9
  name: 'time'
  content: {
    version: 'KqlParameterItem/1.0'
    parameters: [
      {
        id: guid(displayName, 'time')
        version: 'KqlParameterItem/1.0'
        name: 'Time'
        label: 'Time'
        type: 4
        isRequired: true
        value: { durationMs: 604800000 }
        typeSettings: {
          selectableValues: map([3600000, 86400000, 604800000, 2592000000, 7776000000], duration => { durationMs: duration })
          allowCustom: true
        }
      }
    ]
    style: 'pills'
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
  }
}

var answers = map(queries, query => {
  type: 3
  name: query.name
  content: {
    version: 'KqlItem/1.0'
    query: query.text
    title: query.title
    size: 0
    noDataMessage: 'None in this time.'
    timeContextFromParameter: 'Time'
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
    visualization: query.chart
  }
})

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, displayName)
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    category: 'workbook'
    sourceId: workspaceResourceId
    version: 'Notebook/1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([time], answers)
      fallbackResourceIds: [workspaceResourceId]
    })
  }
}

@description('Resource id.')
output resourceId string = workbook.id
