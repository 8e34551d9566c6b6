from workshop_app.gui.panel import Panel as Panel
