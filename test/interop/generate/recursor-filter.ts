/** PowerDNS Recursor’s Lua. */

/** A filter as sites write them, with the call that the artefact asks for. */
export function siteFilter(exemption: string | null): string {
  return `${exemption ?? ''}
function postresolve(dq)
  ${exemption === null ? '' : 'if staylocal_exempt(dq) then return false end'}
  for _, record in ipairs(dq:getRecords()) do
    if record.type == pdns.A and record:getContent():find('^127%.') then
      dq:setRecords({})
      return true
    end
  end
  return false
end
`;
}
