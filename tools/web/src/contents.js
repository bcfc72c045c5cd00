// The entry of the table of contents that is being read stands out.

export function followReading(nav) {
  const links = new Map([...nav.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  let current = null;
  const choose = (link) => {
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    current = link;
    const list = link.closest("ol"); // on a phone the entries stand in one line
    if (list.scrollWidth > list.clientWidth) list.scrollLeft = link.offsetLeft - 16;
  };
  const sections = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const update = () => {
    const read = sections.filter((section) => section.getBoundingClientRect().top < innerHeight * 0.35).pop();
    const chosen = links.get((read ?? sections[0])?.id);
    if (chosen) choose(chosen);
  };
  addEventListener("scroll", update, { passive: true });
  update();
}
