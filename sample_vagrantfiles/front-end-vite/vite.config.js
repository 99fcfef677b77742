import { defineConfig } from 'vite';

const api = `http://localhost:${process.env.PORT || 3000}`;

export default defineConfig({
  build: { outDir: 'dist' },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': api },
  },
});
