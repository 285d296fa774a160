import '@cloudscape-design/global-styles/index.css';
import './app/console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startDisplay } from './app/display.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
startDisplay();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
