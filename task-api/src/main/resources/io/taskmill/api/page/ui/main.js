import './elements/task-app.js';
