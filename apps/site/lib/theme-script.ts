// Before the first paint, so that nothing flashes: a kept choice of light or dark is set, and a page whose link brings
// a state stays hidden until the link has been read: a link that hides something, however long that takes. Stands in the
// page as it is.
export const themeScript =
  "try{const t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}if(/^#v\\d/.test(location.hash))document.documentElement.dataset.veil=/hide/.test(location.hash)?'hide':''"
