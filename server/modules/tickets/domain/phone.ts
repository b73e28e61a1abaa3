/** The address that dials: {phone}, {agent} and {call} are put in, encoded where they could mean something else. */
export function dialLink(template: string, values: { phone: string; agent: string; call: string }): string {
  const phone = values.phone.replace(/[^+\d]/g, '')
  const encoded = /^(tel|callto|sips?):/i.test(template) ? phone : encodeURIComponent(phone)
  const put: Record<string, string> = {
    '{phone}': encoded,
    '{agent}': encodeURIComponent(values.agent),
    '{call}': encodeURIComponent(values.call),
  }
  return template.replace(/\{(?:phone|agent|call)\}/g, (name) => put[name] ?? '')
}
