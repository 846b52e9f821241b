"""The API's manners, shared by every resource: errors, JSON, paging, parameters, authentication, documentation."""
