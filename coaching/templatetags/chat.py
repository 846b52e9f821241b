"""What the chat shows, for those who hear it."""

from django import template

from coaching import text_charts

register = template.Library()
register.filter("spoken", text_charts.spoken)
