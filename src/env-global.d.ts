declare namespace Cloudflare {
  interface Env extends Parvis.Env {}
  interface GlobalProps {
    mainModule: typeof import('./index.ts')
  }
}

declare namespace Parvis {
  type Env = import('./env.ts').Env
}
