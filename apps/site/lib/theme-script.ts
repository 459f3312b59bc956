// Before the first paint, so that nothing flashes: a kept choice of light or dark is set, and a page whose link hides
// something stays hidden until the link has been read. Stands in the page as it is.
export const themeScript =
  "try{const t=localStorage.getItem('theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}if(/&(hide|as)=/.test(location.hash))document.documentElement.dataset.veil=''"
