metadata name = 'Saved queries'
metadata description = 'Questions that lie ready in a workspace, for whoever looks for the cause of an alert.'

import { queryType } from '../queries.bicep'

@description('Name of the workspace.')
param workspaceName string

@description('Heading under which they stand.')
param category string

@description('What can be asked.')
param queries queryType[]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource savedQueries 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-02-01' = [
  for query in queries: {
    parent: workspace
    name: query.name
    properties: {
      category: category
      displayName: query.title
      query: query.text
      version: 2
      // Without it the second deployment is refused (409); the published type does not know the property.
      #disable-next-line BCP037
      etag: '*'
    }
  }
]
