import { addressSetting } from '@kickoff/nest';
import { z } from 'zod';

export const weatherSettings = z.object({
  WEATHER_URL: addressSetting(['http', 'https']).meta({ description: 'Address of the weather API.' }),
});
export type WeatherSettings = z.output<typeof weatherSettings>;
