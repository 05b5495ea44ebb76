import { chromium } from 'playwright-core';
const base = process.argv[2]; const role = process.argv[3]; const paths = process.argv.slice(4);
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
const p = await b.newPage({viewport:{width:1360,height:900}}); p.setDefaultTimeout(8000);
p.on('console', m => m.type()==='error' && console.log('console', m.text()));
if (role !== '-') { await p.goto(base+'/sign-in'); await p.getByRole('button',{name:new RegExp('^'+role)}).first().click(); }
let n=0;
for (const x of paths) { 
  const phone = x.startsWith('@'); const y = phone? x.slice(1): x;
  await p.setViewportSize(phone?{width:390,height:800}:{width:1360,height:900});
  if (y.startsWith('>')) { await p.getByRole('link',{name:new RegExp(y.slice(1))}).first().click(); await p.waitForLoadState(); }
  else if (y !== '.') { const r = await p.goto(base+y); console.log(y, r.status(), p.url()); }
  await p.screenshot({path:`/tmp/shot${n++}.png`, fullPage:true}); }
await b.close();
