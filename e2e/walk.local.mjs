import { chromium } from 'playwright-core';
const base='http://127.0.0.1:8091';
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--headless','--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync']});
const p = await b.newPage({viewport:{width:1360,height:900}, baseURL: base}); p.setDefaultTimeout(6000);
p.on('response', r => { if (r.status()>=400) console.log(r.status(), r.request().method(), r.url()); });
const as = async (role) => { await p.context().clearCookies(); await p.goto('/sign-in'); await p.getByRole('button',{name:new RegExp('^'+role)}).first().click(); await p.waitForURL(u=>!u.pathname.startsWith('/sign-in')); };
const fields = async (t) => { console.log('##', t, p.url()); console.log(await p.locator('form[method=post]').evaluateAll(fs => fs.map(f => f.getAttribute('action')+' :: '+[...f.querySelectorAll('input,select,textarea')].filter(i=>!i.name.startsWith('_')).map(i=>i.name+(i.type==='radio'||i.type==='checkbox'?'='+i.value:'')).join(' ')+' :: '+[...f.querySelectorAll('button')].map(x=>x.textContent.trim()).join('|')).join('\n'))); };
try {
await as('intake');
await p.goto('/enquiries/new');
await p.fill('[name=described]','an aunt about her nephew'); await p.fill('[name=about]','her nephew, about 16'); await p.fill('[name=word]','lantern'); await p.fill('[name=said]','He says the people in the videos are right.'); await p.fill('[name=minutes]','30');
await p.getByRole('button',{name:'Save the call'}).click(); await fields('enquiry');
const enquiry = p.url();

await p.goto(enquiry + '/turn'); await fields('turn');
await p.check('[name=asked][value=agrees]').catch(e=>console.log('asked', e.message.slice(0,80)));
await p.fill('[name=because]','He talks of going somewhere.'); await p.fill('[name=p1-name1]','Marek Zielonka'); await p.fill('[name=p1-age]','16');
await p.locator('[name=line]').first().check().catch(e=>console.log('line', e.message.slice(0,80)));
await p.screenshot({path:'/tmp/w1.png',fullPage:true});
await p.locator('main form[method=post] button.btn').last().click(); await p.waitForLoadState(); await fields('referral'); await p.screenshot({path:'/tmp/w2.png',fullPage:true});
const referral = p.url();
const open = async (text) => { const d = p.locator('details', {hasText: text}).last(); await d.evaluate(x => x.open = true); };
const press = async (form, words) => { const f = p.locator(`form[action$="${form}"]`).first(); await f.evaluate(x => { for (let d = x.closest('details'); d; d = d.parentElement.closest('details')) d.open = true; }); await f.getByRole('button', {name: words}).click(); await p.waitForLoadState(); };
const fill = async (form, name, value) => { await p.locator(`form[action$="${form}"] [name="${name}"]`).first().evaluate(x => { for (let d = x.closest('details'); d; d = d.parentElement.closest('details')) d.open = true; }); await p.locator(`form[action$="${form}"] [name="${name}"]`).first().fill(value); };
await fill('/owner/take','because','I took the call.'); await press('/owner/take', /take it over/i);
await fill('/acknowledged','to','the caller'); await fill('/acknowledged','words','It arrived; ring 01632 960 144.'); await press('/acknowledged', /it was said/i); await fields('acknowledged');
await p.locator('form[action$="/referrer"] [value=called_back]').first().evaluate(x => { for (let d = x.closest('details'); d; d = d.parentElement.closest('details')) d.open = true; x.checked = true; }); await press('/referrer', /save what came/i);

await p.goto(referral + '/earlier-contact'); await fields('earlier'); await p.screenshot({path:'/tmp/w3.png',fullPage:true});
await p.getByRole('button',{name:'Search for earlier contact'}).click(); await p.waitForLoadState(); await fields('searched'); await p.screenshot({path:'/tmp/w4.png',fullPage:true});
await p.goto(referral + '/screening'); await p.check('form[action$="/checks"] [value=clear]'); await press('/checks', /keep the answer/i); await fields('screening'); 
if (await p.locator('form[action$="/begin"]').count()) { await p.locator('form[action$="/begin"] button').click(); await p.waitForLoadState(); }
await fields('begun'); await p.screenshot({path:'/tmp/w5.png',fullPage:true});

} catch (e) { console.log(String(e).slice(0,600)); await p.screenshot({path:'/tmp/walk.png',fullPage:true}); }
await b.close();
