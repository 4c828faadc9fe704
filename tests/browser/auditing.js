/* What a page must not hold, whatever stands in the records: returns a sentence for each fault.
   `marks` matches what the payloads of a test are made of. */
(marks) => {
  const pattern = new RegExp(marks);
  const faults = [];
  const tell = (element, words) => faults.push(`${words}: ${element.outerHTML.slice(0, 160)}`);
  const schemes = ["http:", "https:", "mailto:", "data:"];
  const links = ["href", "xlink:href", "src", "srcset", "action", "formaction", "poster", "data", "ping"];
  const loading = new Set(["SCRIPT", "IMG", "LINK", "VIDEO", "AUDIO", "SOURCE", "USE", "IMAGE"]);
  const refused = new Set(["IFRAME", "FRAME", "OBJECT", "EMBED", "BASE", "APPLET", "PORTAL"]);
  for (const element of document.querySelectorAll("*")) {
    const tag = element.tagName.toUpperCase();
    if (refused.has(tag)) tell(element, "such an element has no place");
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) tell(element, `it has ${name}`);
      if (name === "http-equiv" && /refresh/i.test(value)) tell(element, "it leads away");
      if (name === "style" && /url\(|import|expression/i.test(value)) tell(element, "its style loads");
      if (name === "rel" && /attachment|prefetch|preload|preconnect|ping/i.test(value)) tell(element, "its rel loads");
      if (pattern.test(name)) tell(element, "an attribute is a payload");
      if (!links.includes(name.toLowerCase())) continue;
      const address = new URL(value, document.baseURI);
      if (!schemes.includes(address.protocol)) tell(element, `it leads to ${address.protocol}`);
      if (address.protocol === "data:" && tag === "A") tell(element, "it leads to data");
      if (loading.has(tag) && address.protocol !== "data:" && address.origin !== location.origin
          && !/canonical|alternate/.test(element.rel ?? "")) tell(element, "it loads from elsewhere");
    }
    const isData = tag === "SCRIPT" && element.type === "application/ld+json";
    if (isData) JSON.parse(element.textContent);
    if ((tag === "STYLE" || tag === "SCRIPT") && !isData && pattern.test(element.textContent)) {
      tell(element, "a payload stands in it");
    }
  }
  return faults;
}
