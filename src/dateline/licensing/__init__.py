"""
Licences in the language of rights that agencies' machines speak: RightsML 2.0, a profile of ODRL 2.2.

`policy` and `evaluate` are ODRL at large: a policy, a request and the state of the world give a compliance report.
`rightsml` writes our licences as policies and reads policies as licences; `toml` writes a licence as a file of the
newsroom folder. Nothing here is on the way to a page: what may be shown is ruled in `dateline.news.rights`, on values.
"""
